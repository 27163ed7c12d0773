import type { Rung } from '../ladder.ts'
import * as ground from './0001-ground.ts'
import * as moderation from './0002-moderation.ts'
import * as casework from './0003-casework.ts'
import * as campaigns from './0004-campaigns.ts'
import * as shredGround from './shred-0001-ground.ts'

/** The ladders of both files, lowest rung first. A rung that has shipped is never edited; a change is a new rung. */
export const MAIN: Rung[] = [
  { name: '0001-ground', up: ground.up },
  { name: '0002-moderation', up: moderation.up },
  { name: '0003-casework', up: casework.up },
  { name: '0004-campaigns', up: campaigns.up },
]
export const SHRED: Rung[] = [{ name: 'shred-0001-ground', up: shredGround.up }]
