import type { Order } from '../operator/operator.js';
import type { Desk } from './answer-offer.js';

/**
 * Takes the operator's orders into the ledger; of several about one study the last one counts.
 *
 * An order is forgotten only once another record follows its own there: if the last record of a ledger is damaged it is
 * forfeited whatever it said, and then the order is still at hand and is taken again. Taking it twice changes nothing.
 * @returns whether the ledger holds another word than before
 */
export function takeOrders({ ledger, operator }: Pick<Desk, 'ledger' | 'operator'>): boolean {
  const { seq } = ledger.head;
  const orders = operator.orders();
  for (const order of lastWords(orders)) {
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
  }
  if (!ledger.endsWithWord) for (const order of orders) operator.taken(order);
  return ledger.head.seq > seq;
}

const lastWords = (orders: readonly Order[]): Iterable<Order> => new Map(orders.map((order) => [order.study, order])).values();
