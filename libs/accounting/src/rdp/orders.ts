import { outOfRange } from '../out-of-range.js';

const FRACTIONAL = Array.from({ length: 99 }, (_, i) => (11 + i) / 10);
const INTEGER = Array.from({ length: 53 }, (_, i) => 11 + i);

/** The orders that Opacus and dp-accounting try, and the limit of large orders, which is the pure epsilon where there is one. */
export const RENYI_ORDERS: readonly number[] = Object.freeze([...FRACTIONAL, ...INTEGER, 128, 256, 512, 1024, Infinity]);

/** @throws RangeError unless there is an order and each is more than 1 */
export function checkOrders(orders: readonly number[]): void {
  if (orders.length === 0) throw outOfRange('orders', '[]', 'a list of at least one order');
  orders.forEach((order, i) => {
    if (!(order > 1)) throw outOfRange(`orders[${i}]`, order, 'more than 1');
  });
}
