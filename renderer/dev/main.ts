import { makeScenario } from './scenario.ts'

// dev/index.html?states, ?empty, ?one, ?no-qemu, ?create-fails, ?arranged, ?thousand, ?serial,
// ?session, ?shutdown, ?quit, ?saved, ?settings-problems
window.guesthouse = makeScenario(window.location.search.slice(1))
await import('../app/main.tsx')
