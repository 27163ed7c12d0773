import type { Context } from 'hono'
import { html } from 'hono/html'
import { z } from 'zod'
import type { Assertion, Creation } from '../app/staff/index.ts'
import { type Frame, type Html, say } from './page.ts'

/** Where the scripts for passkeys are served. */
export type PasskeyScripts = { library: string; script: string }

type Form = {
  action: string
  /** Where the script fetches what is to be signed. */
  options: string
  button: string
  /** `make`: a new one; `own`: only those of whoever is signed in. */
  kind: 'make' | 'own' | 'any'
  fields?: Html
}

/** Hidden until its script says that the browser can do it. Nothing where staff come by an address that can have no passkeys. */
export const passkeyForm = ({ words, passkeys }: Frame, it: Form): Html | '' =>
  passkeys === undefined
    ? ''
    : html`<form class="fields passkey" method="post" action="${it.action}" data-passkey="${it.options}"${
        it.kind === 'any' ? '' : html` data-${it.kind}`
      } data-working="${say(words, 'passkey.working')}" data-failed="${say(words, 'passkey.failed')}" data-known="${say(words, 'passkey.known')}" data-none="${say(words, 'passkey.none')}" hidden>${
        it.fields ?? ''
      }<input type="hidden" name="answer"><p role="status"></p><p><button class="second">${it.button}</button></p></form><script defer src="${passkeys.library}"></script><script type="module" src="${passkeys.script}"></script>`

const encoded = z
  .string()
  .regex(/^[\w-]+$/)
  .max(20_000)
const common = { id: encoded, rawId: encoded, type: z.literal('public-key') }
/** What its extensions say is no affair of ours. */
const ignored = z.unknown().transform(() => ({}))

const ASSERTION = z.object({
  ...common,
  clientExtensionResults: ignored,
  response: z.object({
    clientDataJSON: encoded,
    authenticatorData: encoded,
    signature: encoded,
    userHandle: encoded.optional(),
  }),
})
const CREATION = z.object({
  ...common,
  clientExtensionResults: ignored,
  response: z.object({
    clientDataJSON: encoded,
    attestationObject: encoded,
    transports: z
      .array(z.string().regex(/^[a-z-]{2,20}$/))
      .max(8)
      .optional(),
  }),
})

const jsonOf = async (c: Context): Promise<unknown> => {
  try {
    const { answer } = await c.req.parseBody()
    return typeof answer === 'string' && answer.length < 60_000 ? JSON.parse(answer) : undefined
  } catch {
    return undefined
  }
}

/** What a passkey signed; `undefined`: nothing of that form. */
export const assertionOf = async (c: Context): Promise<Assertion | undefined> =>
  ASSERTION.safeParse(await jsonOf(c)).data as Assertion | undefined

/** A new passkey; `undefined`: nothing of that form. */
export const creationOf = async (c: Context): Promise<Creation | undefined> =>
  CREATION.safeParse(await jsonOf(c)).data as Creation | undefined
