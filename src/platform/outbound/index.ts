export { createOutboundClient } from './outbound.client.js';
export { OutboundError, type OutboundErrorKind } from './outbound.errors.js';
export {
  type OutboundClient,
  type OutboundEvent,
  type OutboundLimits,
  type OutboundMethod,
  type OutboundOptions,
  type OutboundRequest,
  type OutboundResponse,
} from './outbound.types.js';
