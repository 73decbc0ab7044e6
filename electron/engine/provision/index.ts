export { ProvisionService } from './service.ts'
