/** What a single script must prove: that every step is come to, that nobody goes round in circles, that every talk can end. */
import { type Flow, followers, GIVEN, isWait, readsOf, type Step } from '../flow.ts'
import { BUDGET } from '../types.ts'
import { error, type Finding, type FlowFile, type LintInput } from './finding.ts'
import { busyCircles, canEnd, reached, type Way } from './paths.ts'
import { givenBefore } from './placeholders.ts'

type Ready = { file: string; flow: Flow; at: FlowFile['parsed']['at'] }
type Flows = ReadonlyMap<string, Flow>

/** Ways out of a step that the talk takes only after the person has done something. */
const waysOf = (step: Step, passes: (flow: string) => boolean): Way[] =>
  followers(step).map(to => {
    const waits = isWait(step) ? !(step.kind === 'find' && step.empty === to) : step.kind === 'run' && !passes(step.run)
    return { from: step.id, to, waits }
  })

const endsOf = (flow: Flow): string[] =>
  Object.values(flow.steps).flatMap(step => ('end' in step && step.end !== undefined ? [step.id] : []))

/** Whether a flow can run from start to end without waiting for anybody: then a circle through it does not wait either. */
const passesThrough = (flows: Flows) => {
  const known = new Map<string, boolean>()
  const passes = (name: string): boolean => {
    const before = known.get(name)
    if (before !== undefined) return before
    // A flow that runs itself waits for nobody as long as nothing else in it does.
    known.set(name, true)
    const flow = flows.get(name)
    if (!flow) return true
    const rushing = Object.values(flow.steps)
      .flatMap(step => waysOf(step, passes))
      .filter(way => !way.waits)
    const seen = reached(flow.start, rushing)
    const through = endsOf(flow).some(id => seen.has(id))
    known.set(name, through)
    return through
  }
  return passes
}

/** All that is proved of each script by itself; only scripts that parsed. */
export const lintScripts = ({ flows, commits, sources }: LintInput): Finding[] => {
  const ready = flows.flatMap(({ file, parsed }): Ready[] =>
    parsed.value ? [{ file, flow: parsed.value, at: parsed.at }] : [],
  )
  const byName: Flows = new Map(ready.map(({ flow }) => [flow.flow, flow]))
  const passes = passesThrough(byName)
  return ready.flatMap(it => [
    ...lintWays(it, passes),
    ...lintRuns(it, byName),
    ...lintCommits(it, commits),
    ...lintSources(it, sources),
    ...lintReads(it),
    ...lintTold(it, commits),
  ])
}

const lintWays = ({ file, flow, at }: Ready, passes: (flow: string) => boolean): Finding[] => {
  const ids = Object.keys(flow.steps)
  const ways = Object.values(flow.steps).flatMap(step => waysOf(step, passes))
  const seen = reached(flow.start, ways)
  const ending = canEnd(endsOf(flow), ways)
  const findings: Finding[] = []
  for (const id of ids) {
    const place = at(['steps', id])
    if (!seen.has(id)) findings.push(error(file, place, 'unreachable', `no way leads to step \`${id}\``))
    else if (!ending.has(id))
      findings.push(error(file, place, 'cannot-end', `from step \`${id}\` no way leads to an end`))
  }
  for (const circle of busyCircles(ids, ways)) {
    const path = [...circle, circle[0]].join(' → ')
    findings.push(error(file, at(['steps', circle[0] ?? '']), 'loop-without-wait', `nobody is waited for in: ${path}`))
  }
  return findings
}

/** How deep flows lie on each other when this one runs; a flow that runs itself is as deep as can be. */
const depthOf = (name: string, flows: Flows, above: readonly string[] = []): number => {
  if (above.includes(name)) return Number.POSITIVE_INFINITY
  const steps = Object.values(flows.get(name)?.steps ?? {})
  return 1 + Math.max(0, ...steps.map(step => (step.kind === 'run' ? depthOf(step.run, flows, [...above, name]) : 0)))
}

const lintRuns = ({ file, flow, at }: Ready, flows: Flows): Finding[] =>
  Object.values(flow.steps).flatMap(step => {
    if (step.kind !== 'run') return []
    const place = at(['steps', step.id, 'run'])
    if (!flows.has(step.run)) return [error(file, place, 'unknown-flow', `there is no flow \`${step.run}\``)]
    const depth = 1 + depthOf(step.run, flows, [flow.flow])
    if (depth <= BUDGET.depth) return []
    const how = Number.isFinite(depth) ? `${depth} flows lie on each other here` : 'this flow comes back to itself'
    return [error(file, place, 'run-too-deep', `${how}; at most ${BUDGET.depth} may`)]
  })

const lintCommits = ({ file, flow, at }: Ready, commits: LintInput['commits']): Finding[] =>
  Object.values(flow.steps).flatMap(step => {
    if (step.kind !== 'commit') return []
    const known = Object.hasOwn(commits, step.commit) ? commits[step.commit] : undefined
    if (!known) {
      const message = `there is no deed \`${step.commit}\`; possible: ${Object.keys(commits).join(', ')}`
      return [error(file, at(['steps', step.id, 'commit']), 'unknown-commit', message)]
    }
    if (typeof step.next === 'string') return []
    const named = Object.keys(step.next).filter(outcome => outcome !== 'else')
    const odd = named.filter(outcome => !known.outcomes.includes(outcome))
    const open = Object.hasOwn(step.next, 'else') ? [] : known.outcomes.filter(outcome => !named.includes(outcome))
    const outcomes = known.outcomes.join(', ')
    return [
      ...odd.map(outcome =>
        error(
          file,
          at(['steps', step.id, 'next', outcome]),
          'unknown-outcome',
          `\`${step.commit}\` never ends with \`${outcome}\`; it ends with: ${outcomes}`,
        ),
      ),
      ...open.map(outcome =>
        error(
          file,
          at(['steps', step.id, 'next']),
          'open-outcome',
          `\`${step.commit}\` can end with \`${outcome}\`, and \`next\` says nothing about it`,
        ),
      ),
    ]
  })

const lintSources = ({ file, flow, at }: Ready, sources: readonly string[]): Finding[] =>
  Object.values(flow.steps).flatMap(step => {
    const [name, path] =
      step.kind === 'find'
        ? [step.find, ['find']]
        : step.kind === 'say' && step.show
          ? [step.show.from, ['show', 'from']]
          : step.kind === 'ask' && 'options' in step && step.options && 'from' in step.options
            ? [step.options.from, ['options', 'from']]
            : []
    if (!name || !path || sources.includes(name)) return []
    const message = `there is no list \`${name}\`; possible: ${sources.join(', ')}`
    return [error(file, at(['steps', step.id, ...path]), 'unknown-source', message)]
  })

/** An answer can be read only where its question may have come before. */
const lintReads = ({ file, flow, at }: Ready): Finding[] => {
  const ways = Object.values(flow.steps).flatMap(step => waysOf(step, () => true))
  return Object.values(flow.steps).flatMap(step =>
    readsOf(step).flatMap(id => {
      if (GIVEN.includes(id) || id === step.id || canEnd([step.id], ways).has(id)) return []
      return [error(file, at(['steps', step.id]), 'with-later', `\`${id}\` is never asked before \`${step.id}\``)]
    }),
  )
}

/** An option waits for a value only where a deed that tells it may have come before. */
const lintTold = ({ file, flow, at }: Ready, commits: LintInput['commits']): Finding[] =>
  Object.values(flow.steps).flatMap(step => {
    const told = step.kind === 'ask' && step.ask === 'choice' ? Object.entries(step.if_told ?? {}) : []
    const { values } = told.length > 0 ? givenBefore(flow, step.id, commits) : { values: new Set<string>() }
    return told.flatMap(([option, name]) => {
      if (values.has(name)) return []
      const message = `no deed before \`${step.id}\` tells \`${name}\``
      return [error(file, at(['steps', step.id, 'if_told', option]), 'with-later', message)]
    })
  })
