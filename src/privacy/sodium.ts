import type sodium from 'libsodium-wrappers-sumo'

export type Sodium = typeof sodium
export declare const openSodium: () => Promise<Sodium>
