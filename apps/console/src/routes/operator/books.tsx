import { createFileRoute } from '@tanstack/react-router';
import { Books } from '../../screens/operator/books/books.tsx';
import { bookSearch } from '../../screens/operator/books/queries.ts';

export const Route = createFileRoute('/operator/books')({ validateSearch: bookSearch, component: Books });
