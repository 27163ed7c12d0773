/** Ids at the store's edge: 16-byte blobs in the database, base64url strings of a type of their own in memory. */
export const toBytes = (id: string): Uint8Array => Buffer.from(id, 'base64url')

export const toId = <T extends string>(bytes: Uint8Array): T =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64url') as T
