import { act, cleanup, render } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import changelog from '../../CHANGELOG.md?raw'
import { defaultSettings } from '../../shared/domain/settings.ts'
import type { FakeBridge } from '../dev/fake-bridge.ts'
import { makeScenario } from '../dev/scenario.ts'
import { noAdoption, useAdoption } from '../features/first-run/adoption-store.ts'
import { newsOf } from '../features/settings/news.ts'
import { en } from '../i18n/en/index.ts'
import { adopt, speak } from '../i18n/index.ts'
import { hardCodedTexts, stringsIn } from '../i18n/testing/hard-coded.ts'
import { pseudoOf } from '../i18n/testing/pseudo.ts'
import { followGuests, noGuests, useGuests } from '../stores/guests-store.ts'
import { followHostCheck, notChecked, useHostCheck } from '../stores/host-check-store.ts'
import { followHost } from '../stores/host-store.ts'
import { followJobs } from '../stores/jobs-store.ts'
import { followJournal } from '../stores/journal-store.ts'
import { followSettings, useSettings } from '../stores/settings-store.ts'
import { initialView, useView } from '../stores/view-store.ts'
import { App } from './app.tsx'
import { type WindowScene, windowScenes } from './testing/scenes.ts'

/** What the sample machines say themselves: their data is not translated. */
async function dataOf(bridge: FakeBridge): Promise<string[]> {
  const topics = ['guests', 'host', 'jobs', 'journal', 'settings', 'hostCheck']
  return stringsIn([
    await Promise.all(topics.map((topic) => bridge.subscribe(topic))),
    // Names of the app, of programs and of keys, which are the same in every language.
    ...['Guesthouse', 'QEMU', 'Q35', 'F1', 'F10', 'F11', 'K', 'N', 'F', 'T'],
    // Sonner's own key, which it says behind the name of the toasts.
    'alt+T',
    // What is new is in English, in every language, and so are codes of values.
    newsOf(changelog, '0.1.0'),
    defaultSettings,
    answers,
  ])
}

/** What the bridge has answered to calls. */
const answers: unknown[] = []

/** Parts are loaded when they are shown, and ask their questions then. */
async function settled(): Promise<void> {
  for (let round = 0; round < 2; round++) {
    await act(async () => {
      await vi.dynamicImportSettled()
    })
  }
}

async function show({ scenario = 'states', place, dialog, tab, keys }: WindowScene) {
  answers.length = 0
  const bridge = makeScenario(scenario)
  window.guesthouse = {
    ...bridge,
    async call(method, input) {
      const answer = await bridge.call(method, input)
      answers.push(answer)
      return answer
    },
  }
  useHostCheck.setState(notChecked, true)
  useAdoption.setState(noAdoption, true)
  useSettings.setState({ known: false })
  const ends = [followGuests(), followHost(), followJobs(), followJournal()]
  ends.push(followSettings(), followHostCheck())
  const view = place ?? initialView.place
  useView.setState(
    {
      ...initialView,
      place: view,
      dialog: dialog ?? null,
      tabs: tab === undefined || view.kind !== 'guest' ? {} : { [view.id]: tab },
    },
    true,
  )
  render(<App />)
  await vi.waitFor(() => {
    expect(useGuests.getState().status).toBe('ready')
    // Whether it is the first run.
    expect(useSettings.getState().known).toBe(true)
  })
  await settled()
  // The page itself is loaded as well, and what it loads begins then.
  await vi.waitFor(() => expect(document.body.textContent).toContain('⟦'))
  await settled()
  if (keys !== undefined) {
    await userEvent.keyboard(keys)
    await settled()
  }
  return { bridge, end: () => ends.forEach((end) => end()) }
}

describe('the window in the pseudo-locale', () => {
  beforeAll(() => {
    // happy-dom has none.
    vi.stubGlobal('requestIdleCallback', (callback: () => void) => setTimeout(callback))
    vi.stubGlobal('cancelIdleCallback', (handle: number) => clearTimeout(handle))
    // Dates and numbers of this locale have no Latin letters.
    return adopt('pseudo', pseudoOf(en), 'ja')
  })
  afterAll(() => speak(['en']))
  afterEach(() => {
    cleanup()
    useGuests.setState(noGuests, true)
  })

  it.each(windowScenes)('has every text from the dictionary: $name', async (scene) => {
    const { bridge, end } = await show(scene)
    expect(document.body.textContent).toContain('⟦')
    expect(hardCodedTexts(document.body, await dataOf(bridge))).toEqual([])
    end()
  })
})
