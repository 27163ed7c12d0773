import { countryOf } from './areas.ts'

/**
 * Time zone that a promise made in a country is kept in (IANA). Indonesia has three; a promise of whole days is made in the
 * western one, where most people live.
 */
const ZONES: Record<string, string> = {
  JP: 'Asia/Tokyo',
  KR: 'Asia/Seoul',
  TW: 'Asia/Taipei',
  HK: 'Asia/Hong_Kong',
  SG: 'Asia/Singapore',
  MY: 'Asia/Kuala_Lumpur',
  TH: 'Asia/Bangkok',
  PH: 'Asia/Manila',
  ID: 'Asia/Jakarta',
  VN: 'Asia/Ho_Chi_Minh',
  BD: 'Asia/Dhaka',
  LK: 'Asia/Colombo',
  NP: 'Asia/Kathmandu',
}

/** Every zone in which one of our countries keeps its hours. */
export const OUR_ZONES: readonly string[] = [...new Set(Object.values(ZONES))].sort()

/** Where nobody said where: Japan and Korea, whom this is built for first, share their hour. */
const SOMEWHERE = 'Asia/Tokyo'

export const zoneOf = (area: string | null | undefined): string => (area && ZONES[countryOf(area)]) || SOMEWHERE
