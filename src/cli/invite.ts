import { createStaffDoor, type StaffDoor } from '../app/staff/index.ts'
import { realWorld } from '../house.ts'
import { configOrTell } from './environment.ts'
import { memoryOrTell } from './rooms.ts'

/**
 * `tulay invite`: a link for an administrator, from whoever runs the server, when no administrator can sign in any more. With a name:
 * the way back for that one.
 */
export const invite = async (words: string[]): Promise<number> => {
  const config = configOrTell()
  const memory = config && (await memoryOrTell(config))
  if (!memory) return 2
  try {
    const door = createStaffDoor({ ...memory, world: realWorld, demo: false })
    const name = words.join(' ').trim()
    const made = name ? await wayBack(door, name) : await newcomer(door)
    if (!made) {
      console.error(`Nobody of the name "${name}" works here.`)
      return 1
    }
    const root = config.publicUrl ?? `http://localhost:${config.port}`
    console.log([made.before, '', `  ${root}/staff/join/${made.token}`, '', made.after].join('\n'))
    return 0
  } finally {
    await memory.store.close()
  }
}

type Made = { token: string; before: string; after: string }

const newcomer = async (door: StaffDoor): Promise<Made> => ({
  token: await door.serverInvite(),
  before:
    'Whoever opens this link joins as an administrator. It works once, for 24 hours, and ends any that was printed before:',
  after: 'Then remove the account that nobody can use any more, on the page "People".',
})

const wayBack = async (door: StaffDoor, name: string): Promise<Made | undefined> => {
  const way = await door.serverReturn(name)
  return (
    way && {
      token: way.token,
      before: `Whoever opens this link is ${way.staff.name} from then on, with a new passphrase and a new authenticator. It works once, for 24 hours:`,
      after: `Make sure on another way that it is really ${way.staff.name}. Role and key stay; all that let anybody in before ends.`,
    }
  )
}
