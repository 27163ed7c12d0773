/** What several scripts must not contradict in each other: names, commands, verbs, the menu, versions. */
import { VERBS } from '../types.ts'
import { error, type Finding, type LintInput } from './finding.ts'

type Claim = { what: string; path: string[] }

/** Verbs that are commands by themselves: a flow may take such a command only together with the verb. */
const isVerb = (name: string): boolean => (VERBS as readonly string[]).includes(name)

export const lintBetween = (input: LintInput): Finding[] => [
  ...lintClaims(input),
  ...lintMenu(input),
  ...lintVersions(input),
]

const lintClaims = ({ flows }: LintInput): Finding[] => {
  const taken = new Map<string, string>()
  return flows.flatMap(({ file, parsed: { value: flow, at } }) => {
    if (!flow) return []
    const { command, verb, capability, campaign } = flow.on
    const claims: Claim[] = [{ what: `the name \`${flow.flow}\``, path: ['flow'] }]
    if (command) claims.push({ what: `the command \`/${command}\``, path: ['on', 'command'] })
    if (verb) claims.push({ what: `the verb \`${verb}\``, path: ['on', 'verb'] })
    if (capability) claims.push({ what: 'the button "Any news?" (`capability`)', path: ['on', 'capability'] })
    if (campaign) claims.push({ what: 'the buttons of campaigns (`campaign`)', path: ['on', 'campaign'] })
    const findings: Finding[] = []
    for (const { what, path } of claims) {
      const owner = taken.get(what)
      if (owner) findings.push(error(file, at(path), 'duplicate', `${what} belongs to ${owner} already`))
      else taken.set(what, file)
    }
    if (command && isVerb(command) && verb !== command)
      findings.push(
        error(
          file,
          at(['on', 'command']),
          'duplicate',
          `\`/${command}\` is a verb of the bot; add \`verb: ${command}\` or choose another`,
        ),
      )
    return findings
  })
}

const lintMenu = ({ flows, menu }: LintInput): Finding[] => {
  const value = menu?.parsed.value
  if (!menu || !value) return []
  // A flow whose file does not parse is missing only because of that, and that is told already.
  if (flows.some(({ parsed }) => !parsed.value)) return []
  const known = flows.map(({ parsed }) => parsed.value?.flow)
  const unknown = (name: string, path: (string | number)[]): Finding[] =>
    known.includes(name) ? [] : [error(menu.file, menu.parsed.at(path), 'unknown-flow', `there is no flow \`${name}\``)]
  return [...unknown(value.welcome, ['welcome']), ...value.items.flatMap((name, at) => unknown(name, ['items', at]))]
}

const lintVersions = ({ flows, earlier }: LintInput): Finding[] =>
  flows.flatMap(({ file, parsed: { value: flow, at } }) => {
    const before = flow && earlier?.get(flow.flow)
    if (!flow || !before || before.hash === flow.hash || flow.version > before.version) return []
    const message = `the steps have changed since version ${before.version} ran: write \`version: ${before.version + 1}\``
    return [error(file, at(['version']), 'version-must-rise', message)]
  })
