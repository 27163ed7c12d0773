import sodium from 'libsodium-wrappers-sumo'

/** libsodium as WebAssembly. The sumo build: the plain one has no Argon2. */
export type Sodium = typeof sodium

/** Takes some 20 ms, once per process. */
export const openSodium = async (): Promise<Sodium> => {
  await sodium.ready
  return sodium
}
