//! An object store on the loopback address that speaks S3 and keeps its objects in a folder: what the tests of
//! `likely-cluster` read from and write to. Without the right key it refuses.
//!
//! `object-store PORT FOLDER ACCESS_KEY SECRET_KEY`; each folder in `FOLDER` is a bucket.

use std::error::Error;

use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto::Builder;
use s3s::auth::SimpleAuth;
use s3s::service::S3ServiceBuilder;
use s3s_fs::FileSystem;
use tokio::net::TcpListener;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [port, folder, access_key, secret_key] = args.as_slice() else {
        return Err("object-store PORT FOLDER ACCESS_KEY SECRET_KEY".into());
    };
    let files = FileSystem::new(folder).map_err(|error| format!("{folder}: {error:?}"))?;
    let mut service = S3ServiceBuilder::new(files);
    service.set_auth(SimpleAuth::from_single(access_key.as_str(), secret_key.as_str()));
    let service = service.build();
    let listener = TcpListener::bind(("127.0.0.1", port.parse()?)).await?;
    loop {
        let (connection, _) = listener.accept().await?;
        let service = service.clone();
        tokio::spawn(async move {
            let server = Builder::new(TokioExecutor::new());
            // Who goes away in the middle of a request is no fault of this server.
            let _ = server.serve_connection(TokioIo::new(connection), service).await;
        });
    }
}
