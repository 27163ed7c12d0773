export type Tables = { meta: { key: string; value: string } }
