/**
 * Public holidays as the governments print them, written down by hand: the packages that Tulay asks are measured against these.
 *
 * Japan: Cabinet Office, "国民の祝日について" (https://www8.cao.go.jp/chosei/shukujitsu/gaiyou.html), 2026 as announced in February
 * 2025, 2027 as announced on 2 February 2026. Act on National Holidays, article 3: a holiday on a Sunday gives the next day that is none
 * (6 May 2026, 22 March 2027); a day between two holidays is one (22 September 2026).
 *
 * Korea: "월력요항" (calendar of the year) of the Korea AeroSpace Administration, 2026 of 30 June 2025
 * (https://www.kasa.go.kr/bbs/BBSMSTR_000000000010/view.do?nttId=B000000001860Pe2zT3) and 2027 of 29 June 2026
 * (https://www.kasa.go.kr/prog/plcyBrf/brief/kor/sub01_01_04/view.do?plcyBrfNo=431); the former is older than Presidential Decree 36290
 * of 30 April 2026 (Ministry of Personnel Management; https://www.law.go.kr/LSW/lsInfoR.do?lsiSeq=285779&chrClsCd=010202&efYd=20260511),
 * which adds Labour Day (1 May) and Constitution Day (17 July), both with substitute days. Lunar days: astro.kasi.re.kr/life.
 * Seollal and Chuseok give a substitute day for a Sunday only, Memorial Day and 1 January for none.
 */
const days = (year: number, list: string): string[] =>
  list.split(/\s+/).map(it => {
    const [month = '', day = ''] = it.split('/')
    return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  })

export const LISTED: Record<'JP' | 'KR', Record<2026 | 2027, string[]>> = {
  JP: {
    2026: days(2026, '1/1 1/12 2/11 2/23 3/20 4/29 5/3 5/4 5/5 5/6 7/20 8/11 9/21 9/22 9/23 10/12 11/3 11/23'),
    2027: days(2027, '1/1 1/11 2/11 2/23 3/21 3/22 4/29 5/3 5/4 5/5 7/19 8/11 9/20 9/23 10/11 11/3 11/23'),
  },
  KR: {
    // 3 June 2026: local elections.
    2026: days(
      2026,
      '1/1 2/16 2/17 2/18 3/1 3/2 5/1 5/5 5/24 5/25 6/3 6/6 7/17 8/15 8/17 9/24 9/25 9/26 10/3 10/5 10/9 12/25',
    ),
    2027: days(
      2027,
      '1/1 2/6 2/7 2/8 2/9 3/1 5/1 5/3 5/5 5/13 6/6 7/17 7/19 8/15 8/16 9/14 9/15 9/16 10/3 10/4 10/9 10/11 12/25 12/27',
    ),
  },
}

/** For looking two weeks past the end of 2027: fixed by law, and the second Monday of January in Japan. */
const AFTER: Record<string, string[]> = { JP: ['2028-01-01', '2028-01-10'], KR: ['2028-01-01'] }

/** Only of the two countries; elsewhere the tests ask on days that are ordinary everywhere. */
export const isListed = (country: string, day: string): boolean => {
  const listed = country === 'JP' || country === 'KR' ? LISTED[country] : undefined
  return [...(listed?.[2026] ?? []), ...(listed?.[2027] ?? []), ...(AFTER[country] ?? [])].includes(day)
}
