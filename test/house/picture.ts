/** `npm run house`: draws the house from house.json into the README, between its two marks. */
import { readFileSync, writeFileSync } from 'node:fs'
import { type House, readHouse } from './walls.ts'

const BEGIN = '<!-- house: npm run house -->'
const END = '<!-- /house -->'

/** Mermaid text (floors from the roof down; every room may import `kit`, which is not drawn) and a table. */
export const housePicture = ({ floors, rooms }: House): string => {
  const id = (name: string): string => `r_${name}`
  const drawn = rooms.filter(room => room.name !== 'variables')
  const picture = floors.flatMap(({ name, says }) => {
    const here = drawn.filter(room => room.floor === name).map(room => `    ${id(room.name)}[${room.name}]`)
    return [`  subgraph ${name}["${name}: ${says}"]`, ...here, '  end']
  })
  const arrows = drawn.flatMap(room =>
    room.imports === 'all'
      ? []
      : [
          ...room.imports
            .filter(to => drawn.some(it => it.name === to) && to !== 'kit')
            .map(to => `  ${id(room.name)} --> ${id(to)}`),
          ...(room.types ?? []).map(to => `  ${id(room.name)} -. types .-> ${id(to)}`),
        ],
  )
  const rows = rooms.map(room => {
    const types = room.types ? `; types of ${room.types.join(', ')}` : ''
    const imports = room.imports === 'all' ? 'all' : room.imports.join(', ') || 'nothing'
    return `| \`${room.path}\` | ${room.says} | ${imports}${types} |`
  })
  return [
    '```mermaid',
    'flowchart TB',
    ...picture,
    ...arrows,
    '```',
    '',
    '| room | what it is for | may import |',
    '|---|---|---|',
    ...rows,
  ].join('\n')
}

/** The page with the picture between the marks, or undefined if it has none. */
export const withPicture = (page: string, picture: string): string | undefined => {
  const [before, rest] = page.split(BEGIN)
  const after = rest?.split(END)[1]
  return after === undefined ? undefined : `${before}${BEGIN}\n${picture}\n${END}${after}`
}

if (import.meta.main) {
  const page = withPicture(readFileSync('README.md', 'utf8'), housePicture(readHouse('.')))
  if (page) writeFileSync('README.md', page)
  else console.error(`README.md lacks the marks ${BEGIN} and ${END}`)
  process.exitCode = page ? 0 : 1
}
