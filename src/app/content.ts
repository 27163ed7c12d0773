import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { CONTENT_FILES, type Content, type ContentMistake, readContent } from '../domain/content.ts'
import { no, type Result } from '../kit/result.ts'

/** Reads and checks the files of `content/`; all mistakes at once, with file and path. */
export const loadContent = (folder: string): Result<Content, ContentMistake[]> => {
  const mistakes: ContentMistake[] = []
  const read = (file: string): unknown => {
    try {
      return JSON.parse(readFileSync(join(folder, file), 'utf8'))
    } catch (error) {
      mistakes.push({ file, path: '', message: error instanceof Error ? error.message : 'cannot be read' })
      return undefined
    }
  }
  const raw = {
    desks: read(CONTENT_FILES.desks),
    categories: read(CONTENT_FILES.categories),
    groups: read(CONTENT_FILES.groups),
    areas: read(CONTENT_FILES.areas),
    objectives: read(CONTENT_FILES.objectives),
  }
  return mistakes.length > 0 ? no(mistakes) : readContent(raw)
}
