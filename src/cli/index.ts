/**
 * cli: the commands. Each is a function from its words to an exit code: 0 done, 1 found something wrong, 2 called or
 * configured wrongly. Commands load what they need and no more, so that the quick ones stay quick.
 */
type Command = { what: string; run: (words: string[]) => Promise<number> }

export const COMMANDS: Record<string, Command> = {
  start: {
    what: 'serve the web chat, the staff page and, with a token, Telegram',
    run: async () => (await import('./start.ts')).start(),
  },
  talk: { what: 'talk with the bot in this terminal', run: async words => (await import('./talk.ts')).talk(words) },
  keys: {
    what: 'make the first two keyholders and the recovery kit',
    run: async () => (await import('./keys.ts')).keys(),
  },
  invite: {
    what: 'make a link for an administrator, or the way back for one of the staff: invite <name>',
    run: async words => (await import('./invite.ts')).invite(words),
  },
  say: {
    what: 'send a marked test alert to those who subscribed',
    run: async words => (await import('./say.ts')).say(words),
  },
  campaigns: {
    what: 'campaigns stop: nothing that is said to many goes out any more; campaigns go: it goes on',
    run: async words => (await import('./campaigns.ts')).campaigns(words),
  },
  words: {
    what: 'who has checked which words; words reviewed <language> [file …] --by <pseudonym>, words drafted <language> [file …]',
    run: async words => (await import('./words.ts')).words(words),
  },
  lint: { what: 'check flows and words', run: async words => (await import('./lint.ts')).lint(words) },
  graph: {
    what: 'draw a flow (Mermaid, or SVG with --svg)',
    run: async words => (await import('./graph.ts')).graph(words),
  },
  flows: {
    what: 'flows plan: how open conversations would move to the flows as they stand',
    run: async words => (await import('./plan.ts')).plan(words),
  },
  backup: {
    what: 'copy the database, and apart from it the shred file, into a folder',
    run: async words => (await import('./backup.ts')).backup(words),
  },
  resume: {
    what: 'send or drop what a copy of the data holds back',
    run: async words => (await import('./resume.ts')).resume(words),
  },
  secret: {
    what: 'secret rotate: give the server a new secret; nobody notices',
    run: async words => (await import('./secret.ts')).secret(words),
  },
  signers: {
    what: 'signers anew: when nobody is left who can sign campaigns',
    run: async words => (await import('./signers.ts')).signers(words),
  },
  doctor: {
    what: 'say what is ill with the data, the keys and the machine',
    run: async words => (await import('./doctor/index.ts')).doctor(words),
  },
  viewer: {
    what: 'write the page that opens saved cases without a server',
    run: async words => (await import('./viewer.ts')).viewer(words),
  },
}

/** Runs `tulay <command> …`; without a command it starts. */
export const runCommand = async (words: string[]): Promise<number> => {
  const [name = 'start', ...rest] = words
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
  if (command) return command.run(rest).catch(error => tellMistyped(name, error))
  const asked = name === 'help' || name === '--help' || name === '-h'
  const list = Object.entries(COMMANDS).map(([name, { what }]) => `  ${name.padEnd(9)} ${what}`)
  console[asked ? 'log' : 'error'](
    [...(asked ? [] : [`There is no command "${name}".`, '']), 'npm run tulay -- <command>', '', ...list].join('\n'),
  )
  return asked ? 0 : 2
}

/** An option that a command does not know is a slip of whoever typed it. Anything else is a mistake of ours, and throws. */
const tellMistyped = (name: string, error: unknown): number => {
  const { code, message } = error as { code?: unknown; message?: unknown }
  if (typeof code !== 'string' || !code.startsWith('ERR_PARSE_ARGS')) throw error
  console.error(`${name}: ${String(message).split('. ', 1)[0]}.`)
  return 2
}
