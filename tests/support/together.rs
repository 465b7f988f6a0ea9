//! Many people at the same moment.

/// Many at once, each from its own task, and what each of them saw.
pub async fn at_once<F, T>(tasks: impl IntoIterator<Item = F>) -> Vec<T>
where
    F: Future<Output = T> + 'static,
    T: 'static,
{
    let running: Vec<_> = tasks.into_iter().map(actix_web::rt::spawn).collect();
    let mut seen = Vec::new();
    for task in running {
        seen.push(task.await.unwrap());
    }
    seen
}
