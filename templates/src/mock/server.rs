//! A mock as a server on this machine.

use std::convert::Infallible;
use std::fmt;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::task::{Context, Poll};
use std::thread::{self, JoinHandle};

use http_body_util::BodyExt;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::Builder;
use tokio::sync::oneshot;

use super::Mock;
use super::reply::{Reply, ReplyBody, response};
use crate::client::{Client, ClientBuilder};
use crate::error::Error;
use crate::mocked as api;

/// A [`Mock`] that is served on this machine, by a thread of its own, until it is dropped.
pub struct MockServer {
    mock: Mock,
    address: SocketAddr,
    /// Ends the server when it is dropped.
    end: Option<oneshot::Sender<Infallible>>,
    thread: Option<JoinHandle<()>>,
}

impl MockServer {
    /// Its URL, without a slash at the end.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// What is served.
    #[must_use]
    pub fn mock(&self) -> &Mock {
        &self.mock
    }

    /// A client that asks it.
    ///
    /// # Errors
    ///
    /// [`Error::Build`] if the environment has a proxy that cannot be read.
    pub fn client(&self) -> Result<Client, Error> {
        self.client_builder().build()
    }

    /// The builder of such a client, to set retries or limits of time.
    pub fn client_builder(&self) -> ClientBuilder {
        api::credentials(Client::builder()).base_url(self.url())
    }

    /// Waits until the server ends, which it does not by itself.
    pub fn wait(mut self) {
        if let Some(thread) = self.thread.take() {
            // It does not panic; and if it did, it would have ended.
            let _ended = thread.join();
        }
    }
}

impl Drop for MockServer {
    fn drop(&mut self) {
        drop(self.end.take());
        if let Some(thread) = self.thread.take() {
            let _ended = thread.join();
        }
    }
}

impl fmt::Debug for MockServer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MockServer").field("url", &self.url()).finish_non_exhaustive()
    }
}

/// Starts the server of a mock.
pub(super) fn start(mock: Mock, port: u16) -> io::Result<MockServer> {
    let listener = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
    listener.set_nonblocking(true)?;
    let address = listener.local_addr()?;
    let runtime = Builder::new_current_thread().enable_io().build()?;
    let (end, ended) = oneshot::channel::<Infallible>();
    let served = mock.clone();
    let thread = thread::Builder::new().name("mock".to_owned());
    let thread = thread.spawn(move || {
        runtime.block_on(async {
            let Ok(listener) = TcpListener::from_std(listener) else { return };
            tokio::spawn(accept(listener, served));
            // It is never sent, but dropped.
            let _ended = ended.await;
        });
    })?;
    Ok(MockServer { mock, address, end: Some(end), thread: Some(thread) })
}

/// Takes connections, each of which is a task.
async fn accept(listener: TcpListener, mock: Mock) {
    loop {
        // A connection that broke before it was taken is nobody's any more.
        let Ok((stream, _)) = listener.accept().await else {
            tokio::task::yield_now().await;
            continue;
        };
        tokio::spawn(connection(stream, mock.clone()));
    }
}

/// Answers the requests of a connection.
async fn connection(stream: TcpStream, mock: Mock) {
    // Answers are sent at once, small as they are.
    let _set = stream.set_nodelay(true);
    let order = Arc::new(Order::default());
    let socket = TokioIo::new(Socket { stream, order: Arc::clone(&order), is_spoilt: false });
    let service = service_fn(|request| answer(&mock, &order, request));
    // What ends with an error was meant to, or the client is gone.
    let _ended = http1::Builder::new().serve_connection(socket, service).await;
}

async fn answer(
    mock: &Mock,
    order: &Order,
    request: http::Request<Incoming>,
) -> Result<http::Response<ReplyBody>, hyper::Error> {
    let (head, body) = request.into_parts();
    let body = body.collect().await?.to_bytes();
    match mock.answer(head, body).await {
        Reply::Answer(answer, end) => Ok(response(answer, end)),
        Reply::Silence => std::future::pending().await,
        Reply::Reset => {
            order.give(RESET);
            Ok(http::Response::new(ReplyBody::empty()))
        }
        Reply::NotHttp => {
            order.give(SPOIL);
            Ok(http::Response::new(ReplyBody::empty()))
        }
    }
}

/// What becomes of the connection at the next write.
#[derive(Default)]
struct Order(AtomicU8);

const RESET: u8 = 1;
const SPOIL: u8 = 2;

impl Order {
    fn give(&self, order: u8) {
        self.0.store(order, Ordering::Release);
    }

    fn is(&self, order: u8) -> bool {
        self.0.load(Ordering::Acquire) == order
    }
}

/// What is sent in place of HTTP.
const NOT_HTTP: &[u8] = b"\x15\x03\x03\x00\x02\x02\x46";

/// A connection that can be reset, or spoilt.
struct Socket {
    stream: TcpStream,
    order: Arc<Order>,
    /// Whether what is not HTTP has been sent.
    is_spoilt: bool,
}

impl AsyncRead for Socket {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl AsyncWrite for Socket {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        if self.order.is(RESET) {
            // Without time to linger, closing is a reset.
            let socket = socket2::SockRef::from(&self.stream);
            let _set = socket.set_linger(Some(std::time::Duration::ZERO));
            return Poll::Ready(Err(io::ErrorKind::ConnectionReset.into()));
        }
        if !self.order.is(SPOIL) {
            return Pin::new(&mut self.stream).poll_write(context, bytes);
        }
        if self.is_spoilt {
            return Poll::Ready(Err(io::ErrorKind::ConnectionAborted.into()));
        }
        let written = Pin::new(&mut self.stream).poll_write(context, NOT_HTTP);
        written.map_ok(|_| {
            self.is_spoilt = true;
            bytes.len()
        })
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
