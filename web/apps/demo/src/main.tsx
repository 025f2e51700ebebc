/**
 * The demo page's start.
 *
 * @jsxImportSource preact
 */

import { render } from 'preact';
import './theme.css';
import './shop/shop.css';
import './try/try.css';
import './call/call.css';
import { language, t } from './language';
import { Page } from './page';

document.documentElement.lang = language;
document.title = t('page-title');
const root = document.querySelector('#demo');
if (root !== null) render(<Page />, root);
