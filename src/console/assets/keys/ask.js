// One way to ask the server about keys. What it refuses becomes an error with a reason: `prove`, `signed-out`, or its own word.

export const refusal = why => Object.assign(new Error(why), { why })

/** `fields`: sent as a form where there are any; a list sends its name several times. */
export const askAt = async (path, fields) => {
  const body =
    fields && new URLSearchParams(Object.entries(fields).flatMap(([name, it]) => [it].flat().map(one => [name, one])))
  const response = await fetch(path, body ? { method: 'POST', body } : {})
  if (response.ok) return response.json()
  if (response.status === 401) throw refusal('signed-out')
  const { why } = await response.json().catch(() => ({ why: 'refused' }))
  throw refusal(why)
}

export const ask = (path, fields) => askAt(`/staff/keys${path}`, fields)
