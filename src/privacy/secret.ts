import type { Result } from '../kit/result.ts'

export type SecretFault = 'missing' | 'open-to-others' | 'malformed'
export declare const loadSecret: (path: string) => Result<Uint8Array, SecretFault>
export declare const createSecret: (path: string) => Result<Uint8Array, 'exists'>
