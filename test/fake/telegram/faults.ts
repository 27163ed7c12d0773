/** What may go wrong on demand. Data, so that a test in another process can ask for it too. */
export type Fault = {
  /** `sendMessage`, `getUpdates`, `file` (a download), `webhook` (a delivery), `*`; default `sendMessage`. */
  method?: string
  /** Only for this chat. */
  chat?: number
  /** How many calls it hits; default 1. */
  times?: number
} & (
  | /** Says no, and does nothing. */ { kind: 'answer'; code: number; description?: string; retryAfter?: number }
  | /** A gateway's 5xx as HTML, before or after the call took effect. */ {
      kind: '5xx'
      status?: number
      after?: boolean
    }
  | { kind: 'slow'; ms: number }
  | /** Cuts the connection, before or after the call took effect, silent for so long before. */ {
      kind: 'drop'
      after?: boolean
      ms?: number
    }
  | /** Takes effect and never answers. */ { kind: 'hang' }
  | /** Cuts the connection while the request is still coming in; whoever it is from. */ { kind: 'cut' }
)

export type Faults = {
  add(fault: Fault): void
  clear(): void
  /** The fault that hits this call, counted as used. */
  take(method: string, chat: number | undefined): Fault | undefined
  /** Whether this call is cut before it is read. */
  cut(method: string): boolean
  /** What was hit so far, in order. */
  hits: Hit[]
  /** How many calls are still to be hit; of this chat, or in all. */
  left(chat?: number): number
}

export type Hit = { method: string; chat: number | undefined; fault: Fault }

export const createFaults = (): Faults => {
  let faults: { fault: Fault; left: number }[] = []
  const hits: Hit[] = []
  const find = (method: string, fits: (fault: Fault) => boolean): Fault | undefined => {
    const found = faults.find(({ fault }) => {
      const wanted = (fault.method ?? 'sendMessage').toLowerCase()
      return (wanted === '*' || wanted === method.toLowerCase()) && fits(fault)
    })
    if (!found) return undefined
    found.left--
    if (found.left <= 0) faults = faults.filter(one => one !== found)
    return found.fault
  }
  return {
    hits,
    left: chat =>
      faults.filter(({ fault }) => chat === undefined || fault.chat === chat).reduce((sum, { left }) => sum + left, 0),
    add: fault => {
      faults.push({ fault, left: fault.times ?? 1 })
    },
    clear: () => {
      faults = []
    },
    take: (method, chat) => {
      const fault = find(method, it => it.kind !== 'cut' && (it.chat === undefined || it.chat === chat))
      if (fault) hits.push({ method, chat, fault })
      return fault
    },
    cut: method => {
      const fault = find(method, it => it.kind === 'cut')
      if (fault) hits.push({ method, chat: undefined, fault })
      return fault !== undefined
    },
  }
}
