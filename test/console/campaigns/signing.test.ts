import { expect, onTestFinished, test } from 'vitest'
import { createSigning } from '../../../src/app/campaigns/signing/index.ts'
import { openSodium } from '../../../src/privacy/sodium.ts'
import { addPerson, addStaff } from '../../app/campaigns/signed.ts'
import { world } from '../../channels/web-stub.ts'
import { serveConsole } from '../console-stub.ts'

test('while one signature is enough, every page says so in red', async () => {
  const server = await serveConsole()
  onTestFinished(server.close)
  const headers = await server.as('administrator')
  const page = async (path: string) => (await fetch(`${server.url}${path}`, { headers })).text()
  const [one, admin] = [await addPerson(server), await addStaff(server, 'administrator')]
  const paths = ['/staff', '/staff/signing', '/staff/me', '/staff/people', '/staff/campaigns']
  for (const path of paths) expect(await page(path)).not.toContain('<aside class="single">')
  const signing = createSigning({ ...server, sodium: await openSodium(), world, demo: false })
  await signing.switchSingle(admin, true)
  for (const path of paths) expect(await page(path), path).toContain('<aside class="single">')
  // Nobody who is not signed in is told it.
  expect(await (await fetch(`${server.url}/staff/enter`)).text()).not.toContain('<aside class="single">')
  await signing.retire(admin, one.signer.id)
  expect(await page('/staff')).not.toContain('<aside class="single">')
})
