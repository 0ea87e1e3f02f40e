export { defineEvent, type EventDefinition } from './event.js';
export { InvalidEventError } from './events.errors.js';
export { EventsModule } from './events.module.js';
export { Events } from './events.js';
export {
  type EventContext,
  type EventHandlerFunction,
  OnEvent,
  type SubscriptionOptions,
} from './on-event.js';
