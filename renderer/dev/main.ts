import { makeScenario } from './scenario.ts'

// dev/index.html?states, ?empty, ?one, ?no-qemu, ?create-fails, ?arranged, ?thousand, ?serial,
// ?session, ?shutdown, ?quit, ?saved, ?settings-problems, ?first-run, ?first-run-alone
window.guesthouse = makeScenario(window.location.search.slice(1))
await import('../app/main.tsx')
