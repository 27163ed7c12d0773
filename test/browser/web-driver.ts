import { type Driver, heardOf, type Screen } from './driver.ts'

type Button = { name: string; value: string; label: string }
export type Form = { hidden: [string, string][]; fields: string[]; buttons: Button[]; multipart: boolean }
/** `last` is the answer to the last request; `resend` sends the same bytes once more, as an impatient person does. */
export type WebDriver = Driver & {
  last(): { status: number; html: string }
  resend(): Promise<void>
  share(lat: number, lon: number): Promise<void>
  /** By a link of ours, with what stands behind the address. */
  come(query: string): Promise<void>
  forms(): Form[]
}

/** No script, no document: reads the forms out of the HTML and sends them as a browser would. */
export const webDriver = (url: string, headers: Record<string, string> = {}, cookie = ''): WebDriver => {
  let html = ''
  let status = 0
  let sent: RequestInit = {}

  const load = async (init: RequestInit, query = ''): Promise<void> => {
    const response = await fetch(`${url}/${query}`, {
      ...init,
      headers: {
        'accept-language': 'en',
        ...headers,
        ...(init.headers as Record<string, string>),
        ...(cookie ? { cookie } : {}),
      },
    })
    const [set] = response.headers.getSetCookie()
    if (set) cookie = set.split(';')[0] ?? ''
    status = response.status
    html = await response.text()
  }
  const post = async (form: Form, more: [string, string | Blob][]): Promise<void> => {
    const body = form.multipart ? new FormData() : new URLSearchParams()
    for (const [name, value] of [...form.hidden, ...more])
      if (body instanceof FormData) body.append(name, value)
      else body.append(name, String(value))
    sent = { method: 'POST', body, headers: { 'sec-fetch-site': 'same-origin' } }
    await load(sent)
  }
  const formWith = (field: string): Form => {
    const form = readForms(html).find(({ fields }) => fields.includes(field))
    if (!form) throw new Error(`no form with «${field}» on the page`)
    return form
  }

  return {
    open: () => load({ method: 'GET' }),
    come: query => load({ method: 'GET' }, query),
    type: text => post(formWith('text'), [['text', text]]),
    async tap(label) {
      for (const form of readForms(html)) {
        const button = form.buttons.find(it => it.label === label)
        if (button) return post(form, [[button.name, button.value]])
      }
      throw new Error(`no button «${label}» on the page`)
    },
    photo: (bytes, caption = '') =>
      post(formWith('photo'), [
        ['text', caption],
        ['photo', fileOf(bytes, 'image/jpeg')],
      ]),
    voice: bytes =>
      post(formWith('voice'), [
        ['text', ''],
        ['voice', fileOf(bytes, 'audio/ogg')],
      ]),
    messages: async () => readScreen(html),
    heard: async () => heardOf(readScreen(html)),
    close: async () => {},
    last: () => ({ status, html }),
    resend: () => load(sent),
    share: (lat, lon) => {
      const form = formWith('text')
      const hidden = form.hidden.filter(([name]) => name !== 'lat' && name !== 'lon')
      return post({ ...form, hidden }, [
        ['lat', `${lat}`],
        ['lon', `${lon}`],
      ])
    },
    forms: () => readForms(html),
  }
}

const fileOf = (bytes: Uint8Array, type: string): Blob => new Blob([new Uint8Array(bytes)], { type })

const readForms = (html: string): Form[] =>
  [...html.matchAll(/<form([^>]*)>(.*?)<\/form>/gs)].map(([, head = '', body = '']) => ({
    multipart: head.includes('multipart/form-data'),
    hidden: tags(body, 'input')
      .filter(({ type }) => type === 'hidden')
      .map(({ name = '', value = '' }) => [name, value]),
    fields: [...tags(body, 'input'), ...tags(body, 'textarea')].flatMap(({ type, name }) =>
      type !== 'hidden' && name ? [name] : [],
    ),
    buttons: [...body.matchAll(/<button([^>]*)>(.*?)<\/button>/gs)].flatMap(([, attributes = '', inner = '']) => {
      const { name, value = '' } = readAttributes(attributes)
      const label = /<bdi class="label"[^>]*>(.*?)<\/bdi>/s.exec(inner)?.[1]
      return name && label !== undefined ? [{ name, value, label: decode(label) }] : []
    }),
  }))

/** Choices belong to the message above them. */
const readScreen = (html: string): Screen => {
  const screen: Screen = []
  const pieces = html.matchAll(
    /<div class="said"[^>]*>(?<said>.*?)<\/div>|<ol class="choices">(?<choices>.*?)<\/ol>|class="(?:main|verbs)">(?<verbs>.*?)<\/form>/gs,
  )
  for (const { groups } of pieces) {
    const { said, choices, verbs } = groups ?? {}
    if (said !== undefined) screen.push({ text: textOf(said), choices: [], verbs: [] })
    screen.at(-1)?.choices.push(...labelsIn(choices))
    screen.at(-1)?.verbs.push(...labelsIn(verbs))
  }
  return screen
}

const labelsIn = (html = ''): { label: string }[] =>
  [...html.matchAll(/<bdi class="label"[^>]*>(.*?)<\/bdi>/gs)].map(it => ({ label: decode(it[1] ?? '') }))

const textOf = (html: string): string =>
  [...html.matchAll(/<p>(.*?)<\/p>/gs)]
    .map(([, inner = '']) => decode(inner.replace(/<[^>]*>/g, '')).trim())
    .join('\n\n')

const tags = (html: string, tag: string): Record<string, string>[] =>
  [...html.matchAll(new RegExp(`<${tag}([^>]*)>`, 'g'))].map(it => readAttributes(it[1] ?? ''))

const readAttributes = (text: string): Record<string, string> =>
  Object.fromEntries([...text.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, name, value]) => [name, decode(value ?? '')]))

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }
const decode = (text: string): string =>
  text.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => ENTITIES[name] ?? '')
