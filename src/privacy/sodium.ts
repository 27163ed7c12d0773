import sodium from 'libsodium-wrappers-sumo'

/** libsodium as WebAssembly. The sumo build: the plain one has no Argon2. */
export type Sodium = typeof sodium

/** Takes some 20 ms, once per process. */
export const openSodium = async (): Promise<Sodium> => {
  await sodium.ready
  wipeOnFree(sodium)
  return sodium
}

/** What emscripten's module shows of its own memory; the wrapper asks it for `_free` at each call. */
type Heap = { HEAPU8: Uint8Array; _free(at: number): void }
const wiped = new WeakSet<Heap>()

/**
 * WebAssembly's memory is never given back, and its allocator leaves what was freed as it is: every word that was sealed would lie
 * there until something else takes its place. dlmalloc keeps the size of a block in the four bytes before it; three bits of it are flags.
 */
const wipeOnFree = (library: Sodium): void => {
  const heap = (library as unknown as { libsodium: Heap }).libsodium
  if (wiped.has(heap)) return
  wiped.add(heap)
  const free = heap._free
  heap._free = at => {
    if (at > 0) {
      const bytes = heap.HEAPU8
      const size = new DataView(bytes.buffer).getUint32(at - 4, true) & ~7
      bytes.fill(0, at, at + size - 4)
    }
    free(at)
  }
}
