import type { Desk } from './answer-offer.js';

/**
 * Takes the operator's orders into the ledger: each is durable there before it is forgotten, so after a crash it is
 * taken again, which changes nothing.
 * @returns how many there were
 */
export function takeOrders({ ledger, operator }: Pick<Desk, 'ledger' | 'operator'>): number {
  const orders = operator.orders();
  for (const order of orders) {
    switch (order.kind) {
      case 'refuse':
        ledger.veto(order.study);
        break;
      case 'approve':
        ledger.approve(order.study);
        break;
      default:
        order.kind satisfies never;
    }
    operator.taken(order);
  }
  return orders.length;
}
