// Trying again where a network may come back.

/** How long to wait before each further try, in ms. */
const PAUSES = [400, 1200, 3000]

/** Does something that may be done twice, again where Emoncms did not answer. */
export async function retrying(work) {
  for (const pause of PAUSES) {
    try {
      return await work()
    } catch (error) {
      if (error.code !== 'offline' && error.code !== 'try_again') throw error
    }
    await new Promise((resolve) => setTimeout(resolve, pause))
  }
  return work()
}
