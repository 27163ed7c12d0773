import { closeSync, fsyncSync, openSync, rmSync, statSync, writeSync } from 'node:fs'

const BLANK = Buffer.alloc(65_536)

/** Overwrites a file, then deletes it: deleted alone it would stay on the disk until something else needs the room. */
export const wipeFile = (path: string): void => {
  const file = openSync(path, 'r+')
  try {
    wipeOpen(file, statSync(path).size)
  } finally {
    closeSync(file)
  }
  rmSync(path)
}

/** The same for a file that is open, whatever its name is by now. Flash memory may keep what it was told to overwrite. */
export const wipeOpen = (file: number, size: number): void => {
  for (let at = 0; at < size; at += BLANK.length) writeSync(file, BLANK, 0, Math.min(BLANK.length, size - at), at)
  fsyncSync(file)
}
