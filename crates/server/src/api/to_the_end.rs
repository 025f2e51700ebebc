//! What goes on to its end, though whoever asked for it has hung up: a change that is committed has to be in force as well.

use driver::Rejection;

use super::problem::Failure;

/// A request that is dropped drops the wait for the work, not the work.
pub(super) async fn to_the_end<T: Send + 'static>(
    work: impl Future<Output = Result<T, Failure>> + Send + 'static,
) -> Result<T, Failure> {
    // It ends early by a defect of ours alone, or with the server.
    tokio::spawn(work).await.unwrap_or_else(|_| Err(Rejection::Defect.into()))
}
