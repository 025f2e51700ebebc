/**
 * The lines that the page can call: the hotline, and the number that a menu answers (VC41). One at a time.
 */

import type { LiveCustomer } from '@rapport/customer/live-customer';
import type { PageCall } from './page-call';

export type PageLine = { readonly live: LiveCustomer; readonly call: PageCall };

export type PageLines = { readonly hotline: PageLine; readonly menu: PageLine };
