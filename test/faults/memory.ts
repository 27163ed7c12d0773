/** Looks for planted words in the memory of a process that runs, as somebody who took over the machine could. */
import { closeSync, openSync, readFileSync, readSync } from 'node:fs'

/** Where something was found: which form, the letter behind it, what kind of memory, and what stands around it. */
export type Found = { form: string; kind: string; where: string; around: string }

const PAGE = 4096
/** More than any form that is looked for, so that none is cut in two. */
const OVERLAP = 256
const PIECE = 4 * 1024 * 1024

type Run = { from: number; to: number; where: string }

/** All that the process may write to; what maps a file unchanged is on the disk anyway. */
const regionsOf = (pid: number): Run[] =>
  readFileSync(`/proc/${pid}/maps`, 'utf8')
    .split('\n')
    .flatMap(line => {
      const [, from, to, rights = '', name = ''] = /^([0-9a-f]+)-([0-9a-f]+) (\S+) \S+ \S+ \S+\s*(.*)$/.exec(line) ?? []
      if (!from || !to || !rights.startsWith('rw')) return []
      return [{ from: Number.parseInt(from, 16), to: Number.parseInt(to, 16), where: name || 'anonymous' }]
    })

/** What of a region there is: of the gigabytes that are set aside most was never touched (proc_pid_pagemap(5): bit 63, or 62 in swap). */
const presentIn = (map: number, { from, to, where }: Run): Run[] => {
  const runs: Run[] = []
  const entries = Buffer.alloc(64 * 1024)
  for (let at = from; at < to; at += (entries.length / 8) * PAGE) {
    const size = readAt(map, entries, (at / PAGE) * 8, Math.min(entries.length, ((to - at) / PAGE) * 8))
    for (let entry = 0; entry + 8 <= size; entry += 8) {
      if (((entries[entry + 7] ?? 0) & 0xc0) === 0) continue
      const page = at + (entry / 8) * PAGE
      const last = runs.at(-1)
      if (last?.to === page) last.to += PAGE
      else runs.push({ from: page, to: page + PAGE, where })
    }
  }
  return runs
}

/** @param forms what is looked for, by name; each shorter than the overlap. */
export const searchMemory = (pid: number, forms: Map<string, Buffer>): Found[] => {
  const [memory, map] = [openSync(`/proc/${pid}/mem`, 'r'), openSync(`/proc/${pid}/pagemap`, 'r')]
  const piece = Buffer.alloc(PIECE + OVERLAP)
  try {
    return regionsOf(pid)
      .flatMap(region => presentIn(map, region))
      .flatMap(({ from, to, where }) => {
        const found: Found[] = []
        for (let at = from; at < to; at += PIECE) {
          const size = readAt(memory, piece, at, Math.min(piece.length, to - at))
          for (const [form, bytes] of forms) found.push(...hitsIn(piece.subarray(0, size), form, bytes, where))
        }
        return found
      })
  } finally {
    closeSync(memory)
    closeSync(map)
  }
}

const hitsIn = (piece: Buffer, form: string, bytes: Buffer, where: string): Found[] => {
  const found: Found[] = []
  for (let hit = piece.indexOf(bytes); hit >= 0 && hit < PIECE; hit = piece.indexOf(bytes, hit + 1)) {
    const kind = String.fromCharCode(piece[hit + bytes.length] || piece[hit + bytes.length + 1] || 0)
    const around = piece.toString('latin1', Math.max(0, hit - 60), hit + bytes.length + 40)
    found.push({ form, kind, where, around: around.replace(/[^\x20-\x7e]/g, '·') })
  }
  return found
}

/** A page that has gone meanwhile is empty. */
const readAt = (file: number, into: Buffer, at: number, size: number): number => {
  try {
    return readSync(file, into, 0, size, at)
  } catch {
    return 0
  }
}
