import { onTestFinished } from 'vitest'
import { serveConsole } from '../console-stub.ts'

/** The console, and what the browser of an organizer who signed in sends along. */
export const serveOrganizer = async () => {
  const server = await serveConsole([])
  onTestFinished(server.close)
  const headers = { ...(await server.as('organizer')), 'sec-fetch-site': 'same-origin' }
  return { server, headers }
}
