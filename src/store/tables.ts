import type { Id, SealedBytes } from './columns.ts'
import type { CampaignTables } from './tables-campaigns.ts'

/** The main database. What stands here in clear is what a thief of the file learns: design, section 2. */
export type Tables = CampaignTables & {
  meta: { key: string; value: string }
  inbox: { hash: Id; hour: number }
  sessions: { person: Id; state: SealedBytes; due: number }
  people: { person: Id; lang: string; since: string }
  subscriptions: {
    person: Id
    channel: string
    address: SealedBytes
    area: string | null
    lang: string
    /** ISO week in which they subscribed; null: before this was kept. */
    since: string | null
    /** 1: one message a week instead of single alerts. */
    digest: number
  }
  subscription_topics: { person: Id; topic: string }
  drafts: { id: Id; person: Id; body: SealedBytes; until: number }
  concerns: {
    id: Id
    category: string
    area: string | null
    /** Index into `URGENCIES`, so that the queue's order is the column's. */
    urgency: number
    status: string
    channel: string
    week: string
    deadline: string
    demo: number
  }
  concern_parts: { concern: Id; part: number; body: SealedBytes }
  concern_wraps: { concern: Id; holder: Id; sealed: Uint8Array }
  concern_ways: {
    concern: Id
    /** SHA-256 of the capability. */
    capability: Uint8Array
    /** Argon2id of the receipt. */
    receipt: Uint8Array
    public_key: Uint8Array
    under_capability: SealedBytes
    under_receipt: SealedBytes
    /** Public key to which what the person adds later is sealed; null in cases of before. */
    inbox: Uint8Array | null
  }
  /** Where the work on a concern stands; from the first deed of staff on. */
  case_work: {
    concern: Id
    /** Whose case it is: `staff.id`. */
    assignee: Id | null
    /** Days, such as `2025-02-14`: when somebody first took it up, when it was closed. */
    acknowledged: string | null
    closed: string | null
    outcome: string | null
    duplicate_of: Id | null
    /** How far the clock has told of it (schedule). */
    told: number
    /** Day of the last change of status. */
    since: string | null
    /** Day on which it was called urgent for everybody. */
    escalated: string | null
    /** Objectives of the Global Compact for Migration that staff gave it: numbers with spaces between. Null: nobody chose. */
    objectives: string | null
    /** `demands.id` */
    demand: Id | null
  }
  /** What staff ask of authorities, in their own words: no word of a migrant. */
  demands: { id: Id; text: string; active: number }
  /** That a desk was named to the person, in the entry of this number; which one is sealed there. */
  referrals: {
    concern: Id
    number: number
    day: string
    /** 1: a week is over; 2: the person was asked whether it helped. */
    asked: number
    /** What the person answered, in a code. */
    helped: string | null
  }
  /** Words of a person who said yes to exactly these words standing in clear. */
  quotes: { id: Id; concern: Id; category: string; area: string | null; lang: string; text: string; day: string }
  /** Replies that staff keep ready, one row per language. */
  canned_replies: { id: Id; lang: string; title: string; text: string }
  case_entries: {
    concern: Id
    number: number
    kind: string
    /** Who of the staff; null: the person, or the clock. */
    staff: Id | null
    day: string
    /** Coded fields of the entry: a status, an outcome, a category. */
    code: string | null
    /** For staff: sealed in the browser under the case key, or to the case's inbox. */
    body: Uint8Array | null
    /** For the person: sealed in the browser to the way back. */
    mail: Uint8Array | null
    /** 1: the other side has seen it. */
    seen: number
  }
  staff: {
    id: Id
    name: string
    role: string
    /** `keyholders.id` of who can open reports. */
    holder: Id | null
    salt: Uint8Array
    /** SHA-256 of the sign-in key, which the browser stretches from the passphrase; null: has not joined yet, or a demo. */
    verifier: Uint8Array | null
    totp: SealedBytes | null
    /** The last step that was used, so that a code works once. */
    totp_step: number
    active: number
    demo: number
    /** The console's language for them; null: as the browser asks. */
    lang: string | null
  }
  staff_passkeys: {
    /** The credential's id. */
    id: Uint8Array
    staff: Id
    /** COSE. */
    public_key: Uint8Array
    counter: number
    /** With commas between, as the browser named them. */
    transports: string
    name: string
    since: string
    used: string | null
  }
  /** Chats in which staff get notices and give commands. */
  staff_chats: { person: Id; staff: Id; channel: string; address: SealedBytes }
  /** Codes that link a chat: SHA-256. */
  staff_codes: { token: Uint8Array; staff: Id; until: number }
  /** Filters of the queue that somebody keeps, as the query of its address. */
  staff_views: { staff: Id; name: string; ask: string }
  /** Who is on duty on which day. */
  duties: { day: string; staff: Id }
  /** Hours until a case should be taken up and answered; the category `*` is for all that have no row. */
  deadlines: { category: string; acknowledge: number; answer: number }
  /** Days after which a case in this status is erased; 0: never. */
  retention: { status: string; days: number }
  staff_invites: {
    token: Uint8Array
    role: string
    inviter: Id | null
    until: number
    /** Who of the staff comes back by it; null: somebody new. */
    staff: Id | null
  }
  /** How often somebody tried to sign in, and until when the next try must wait: 3 bytes of a keyed hash, which fit many. */
  staff_tries: { key: Uint8Array; n: number; at: number; until: number }
  /** `proof`: seals whose it is and `proved`, so that a write to the database proves nothing. */
  staff_sessions: {
    token: Uint8Array
    staff: Id
    began: number
    seen: number
    proved: number
    proof: SealedBytes | null
  }
  audit: {
    number: number
    at: number
    staff: Id | null
    action: string
    concern: Id | null
    code: string | null
    hash: Uint8Array
  }
  notices: { concern: Id; owner: Id; channel: string; address: SealedBytes; until: number }
  keyholders: {
    id: Id
    role: string
    name: string
    public_key: Uint8Array
    /** The private key under the holder's passphrase; null for the recovery key, whose seed is on paper only, in shares. */
    wrapped: Uint8Array | null
    demo: number
    active: number
    /** Day on which it was made; of the last time that its holder proved to open with it. */
    since: string | null
    drilled: string | null
    /** 1: made, and nothing is sealed to it until a keyholder lets it in. Then `active` is 0. */
    waits: number
  }
  outbox: {
    id: Id
    person: Id
    channel: string
    priority: number
    state: string
    due: number
    /** `Line.order`; the word is SQL's. */
    turn: number
    body: SealedBytes
    cause: Uint8Array | null
    policy: string
    attempts: number
    code: number | null
    /** Until when a claim holds; 0: not claimed. */
    lease: number
    /** Of a line of a campaign, whose words are made when it is sent: which campaign, which run, in which language it is counted. */
    campaign: Id | null
    run: number | null
    lang: string | null
  }
  pace: { token: string; tat: number }
  tallies: { day: string; name: string; n: number }
  traces: { person: Id; ref: SealedBytes; at: number }
  flow_versions: { hash: string; flow: string; version: number; structure: string }
  tries: { key: Uint8Array; hour: number; n: number }
}

/** The second file: half of each case key. */
export type ShredTables = { shreds: { concern: Id; half: Uint8Array } }
