import type { EndStep } from '../flow.ts'
import type { Here } from '../turn.ts'
import type { Go } from '../wait.ts'

/** Ends the flow without words of its own. */
export const end = ({ step }: Here<EndStep>): Go => ({ go: 'end', end: step.end })
