import type { RunStep } from '../flow.ts'
import type { Here } from '../turn.ts'
import type { Go } from '../wait.ts'

/** Another flow on top of this one; when it ends, this one goes on. */
export const run = ({ step }: Here<RunStep>): Go => ({ go: 'run', flow: step.run, next: step.next })
