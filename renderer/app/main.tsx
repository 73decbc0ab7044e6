import '../ui/base.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { followDesktop } from '../stores/desktop-store.ts'
import { followGuests } from '../stores/guests-store.ts'
import { followHost } from '../stores/host-store.ts'
import { followHostCheck } from '../stores/host-check-store.ts'
import { followJobs } from '../stores/jobs-store.ts'
import { followJournal } from '../stores/journal-store.ts'
import { followLeaving } from '../stores/leaving-store.ts'
import { followSettings } from '../stores/settings-store.ts'
import { showGuest } from '../stores/view-store.ts'
import { followFocus } from '../ui/focus-return.ts'
import { App } from './app.tsx'
import { followAccent } from './follow-accent.ts'
import { followLanguage, languageOfAddress, speakChoice } from './follow-language.ts'
import { GuestWindow } from './guest-window.tsx'
import { followRequests } from './window-requests.ts'

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no #root')

/** Main opens a guest's own window at index.html?guest=<id>. */
const ownGuest = new URLSearchParams(window.location.search).get('guest')

const reactRoot = createRoot(root)

// For as long as the page lives.
followFocus()
followGuests()
followHost()
followJobs()
followSettings()
followDesktop()
followAccent()
if (ownGuest === null) {
  followJournal()
  followRequests()
  followHostCheck()
  followLeaving()
} else {
  // What is told on a guest's page is told in its own window as well, and not in a toast.
  showGuest(ownGuest)
}

function render(): void {
  reactRoot.render(
    <StrictMode>{ownGuest === null ? <App /> : <GuestWindow id={ownGuest} />}</StrictMode>,
  )
}

const language = languageOfAddress(window.location.search)
const loading = speakChoice(language)
if (loading === null) render()
else void loading.catch(reportError).then(render)
followLanguage(language, render)
