//! The local web application: the brief as a page, and a JSON API beside it.
//!
//! [`Application::answer`] is a function from a [`Request`] to a [`Response`] and knows no sockets; [`listen`] puts it
//! on a port of this machine alone. Nothing can be changed through it. A request that names another host is turned
//! away, so that no page elsewhere can reach it through a name of its own.
//!
//! | path | answer |
//! |---|---|
//! | `/` | the brief as a page; `as_of`, `between` and `until` as on the command line |
//! | `/api/brief` | the same as JSON |
//! | `/api/articles` | the pages, without their text |
//! | `/api/article/ID` | one page with its text and its records |
//! | `/api/records` | records; `kind`, `party`, `from`, `to`, `limit`, `offset` |
//! | `/api/occurrences` | occurrences; `type`, `party`, `from`, `to`, `limit`, `offset` |

mod answer;
mod filter;
mod listen;
mod request;

pub use answer::Application;
pub use listen::{ListenError, Listening, listen};
pub use request::{Request, Response};
