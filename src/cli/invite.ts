import { createStaffDoor } from '../app/staff/index.ts'
import { realWorld } from '../house.ts'
import { configOrTell } from './environment.ts'
import { memoryOrTell } from './rooms.ts'

/** `tulay invite`: a link for an administrator, from whoever runs the server, when no administrator can sign in any more. */
export const invite = async (): Promise<number> => {
  const config = configOrTell()
  const memory = config && (await memoryOrTell(config))
  if (!memory) return 2
  try {
    const door = createStaffDoor({ ...memory, world: realWorld, demo: false })
    const root = config.publicUrl ?? `http://localhost:${config.port}`
    console.log(
      [
        'Whoever opens this link joins as an administrator. It works once, for 24 hours, and ends any that was printed before:',
        '',
        `  ${root}/staff/join/${await door.serverInvite()}`,
        '',
        'Then remove the account that nobody can use any more, on the page "People".',
      ].join('\n'),
    )
    return 0
  } finally {
    await memory.store.close()
  }
}
