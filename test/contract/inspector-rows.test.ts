import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { askedRow } from '../../src/main/library/items/asked-row.ts'
import { temporaryFolder } from '../support/folders.ts'
import { practiceGateway } from '../support/practice-seat.ts'
import { wholeMain } from './whole-main.ts'
import { openStore } from '../support/open-store.ts'

const rowId = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const [ofInspector, ofAgent, elsewhere] = [rowId(1), rowId(2), rowId(3)]

/** A desk where inspector 2001 and agent 1001 recorded, and somebody at another gateway. */
async function usedDesk(policy: object) {
  const gateway = await practiceGateway()
  const folder = await temporaryFolder()
  const store = openStore(join(folder, 'library.db'))
  const { host } = new URL(gateway.url)
  const recorded = (itemId: string, at: string, agentId: string) =>
    askedRow(
      { host: at, agentId },
      {
        ...{ itemId, callId: null, media: 'video', knownBy: 'event', at: Date.now() },
        remote: { via: 'path', recordId: `Y:/${itemId}.mp4`, locationId: null }
      }
    )
  store.put(recorded(ofInspector, host, '2001'), recorded(ofAgent, host, '1001'))
  store.put(recorded(elsewhere, 'else.example:8043', '1001'))
  store.close()
  const caFile = join(folder, 'ca.pem')
  writeFileSync(caFile, gateway.certificatePem)
  const gateways = [{ name: 'Site', url: gateway.url, caFile }]
  return { gateway, ...wholeMain({ folder, policy: { gateways, ...policy } }) }
}

type Main = Awaited<ReturnType<typeof usedDesk>>

/** Signs in, and waits until the gateway has told whether this is an inspector. */
async function signIn({ bridge, gateway, parts }: Main, agentId: string): Promise<void> {
  const [profile] = await bridge.call('profiles.list')
  const seed = gateway.agents.find((agent) => agent.agentId === agentId)
  await bridge.call('session.signIn', {
    ...{ profileId: profile?.profileId ?? '', agentId, password: seed?.password ?? '' },
    ...{ phoneNumber: `70${agentId}`, agentType: 11, initialState: 'ready', autoAnswer: true },
    ...{ skills: 'all', force: false }
  })
  await expect
    .poll(() => {
      const view = parts.session.view()
      return 'agent' in view ? view.agent.inspector : null
    })
    .not.toBe('unknown')
}

async function listed({ bridge }: Main): Promise<string[]> {
  const { items } = await bridge.call('library.page', { after: null })
  return items.map(({ itemId }) => itemId).sort()
}

test('the gateway’s word and the policy together show an inspector all rows of that gateway', async () => {
  const main = await usedDesk({ inspectorsSeeAllRows: true })
  const { bridge, shown } = main
  const told = shown('library.changed', ({ allAgents }) => allAgents)
  await signIn(main, '2001')
  await told
  expect(await listed(main)).toEqual([ofInspector, ofAgent])
  expect(main.parts.library.lastUnsavedVideo()?.itemId).toBe(ofInspector)
  await expect(bridge.call('library.save', { itemId: ofAgent })).rejects.toMatchObject({
    problem: { code: 'not-now:of-another-agent' }
  })
  const { epoch } = await bridge.call('library.get')
  await bridge.call('session.signOut', { force: true })
  expect(await bridge.call('library.get')).toMatchObject({ allAgents: false })
  expect((await bridge.call('library.get')).epoch).not.toBe(epoch)
  expect(await listed(main)).toEqual([ofInspector])
  await signIn(main, '1001')
  expect(await listed(main)).toEqual([ofAgent])
})

test('without the policy an inspector is shown their own', async () => {
  const main = await usedDesk({})
  await signIn(main, '2001')
  expect(await listed(main)).toEqual([ofInspector])
})
