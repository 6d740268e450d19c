//! A certificate made at start, and a listener that speaks TLS with it.
//!
//! It knows names and keys; it never sees a request and never writes a key to disk.
//! The private key of the authority is dropped as soon as the one certificate is signed, so nobody can sign another.

use std::{io, net::SocketAddr, sync::Arc, time::Duration};

use axum::serve::Listener;
use rcgen::{
    BasicConstraints, CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair,
    KeyUsagePurpose,
};
use rustls::{
    ServerConfig,
    crypto::ring,
    pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer},
};
use tokio::{
    net::{TcpListener, TcpStream},
    task::JoinSet,
    time::timeout,
};
use tokio_rustls::{TlsAcceptor, server::TlsStream};

/// The names the certificate is good for.
pub const NAMES: [&str; 3] = ["discord.com", "127.0.0.1", "localhost"];

/// How long a client may take over the TLS handshake before its connection is dropped. Ours.
const HANDSHAKE_TIME_MAX: Duration = Duration::from_secs(10);

/// How long accepting rests after the system refused a connection, for example for want of file handles. Ours.
const ACCEPT_PAUSE: Duration = Duration::from_millis(50);

/// The certificate of this run and the authority that vouches for it.
pub struct Certificate {
    ca_pem: String,
    config: Arc<ServerConfig>,
}

/// Why no certificate could be made.
#[derive(Debug, thiserror::Error)]
pub enum CertificateFault {
    /// Making or signing the certificate failed.
    #[error("the certificate could not be made")]
    Making(#[from] rcgen::Error),
    /// The TLS library refused the certificate.
    #[error("the certificate could not be used")]
    Using(#[from] rustls::Error),
}

impl Certificate {
    /// Makes an authority, has it sign one certificate for [`NAMES`], and forgets its key.
    pub fn make() -> Result<Certificate, CertificateFault> {
        let authority_key = KeyPair::generate()?;
        let mut authority = CertificateParams::default();
        authority
            .distinguished_name
            .push(DnType::CommonName, "unknot rehearsal authority");
        authority.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
        authority.key_usages = vec![KeyUsagePurpose::KeyCertSign];
        let ca_pem = authority.self_signed(&authority_key)?.pem();
        let issuer = Issuer::new(authority, authority_key);

        let server_key = KeyPair::generate()?;
        let mut server = CertificateParams::new(NAMES.map(str::to_owned).to_vec())?;
        server
            .distinguished_name
            .push(DnType::CommonName, "unknot rehearsal");
        server.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        server.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        server.use_authority_key_identifier_extension = true;
        let certificate = server.signed_by(&server_key, &issuer)?;

        let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(server_key.serialize_der()));
        // The provider is named rather than installed: what the process installs is its owner's choice.
        let mut config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()?
            .with_no_client_auth()
            .with_single_cert(vec![certificate.der().clone()], key)?;
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(Certificate {
            ca_pem,
            config: Arc::new(config),
        })
    }

    /// The authority's certificate as PEM, for clients to trust.
    pub fn ca_pem(&self) -> &str {
        &self.ca_pem
    }

    /// Listens on this socket with this certificate.
    pub fn listen(&self, tcp: TcpListener) -> TlsListener {
        TlsListener {
            tcp,
            acceptor: TlsAcceptor::from(Arc::clone(&self.config)),
            handshakes: JoinSet::new(),
        }
    }
}

/// A listener for [`axum::serve()`] whose connections have finished their TLS handshake.
///
/// Handshakes run beside each other, so a client that never finishes its own holds up nobody.
pub struct TlsListener {
    tcp: TcpListener,
    acceptor: TlsAcceptor,
    handshakes: JoinSet<io::Result<(TlsStream<TcpStream>, SocketAddr)>>,
}

impl Listener for TlsListener {
    type Io = TlsStream<TcpStream>;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        loop {
            tokio::select! {
                accepted = self.tcp.accept() => match accepted {
                    Ok((tcp, from)) => self.begin(tcp, from),
                    Err(error) => {
                        tracing::warn!(%error, "could not accept a connection");
                        tokio::time::sleep(ACCEPT_PAUSE).await;
                    }
                },
                Some(finished) = self.handshakes.join_next() => match finished {
                    Ok(Ok(connection)) => return connection,
                    Ok(Err(error)) => tracing::debug!(%error, "a TLS handshake failed"),
                    Err(error) => tracing::warn!(%error, "a TLS handshake was lost"),
                },
            }
        }
    }

    fn local_addr(&self) -> io::Result<Self::Addr> {
        self.tcp.local_addr()
    }
}

impl TlsListener {
    fn begin(&mut self, tcp: TcpStream, from: SocketAddr) {
        let acceptor = self.acceptor.clone();
        self.handshakes.spawn(async move {
            // Small answers must leave at once, or the figures measured here would be Nagle's.
            tcp.set_nodelay(true)?;
            let tls = timeout(HANDSHAKE_TIME_MAX, acceptor.accept(tcp)).await??;
            Ok((tls, from))
        });
    }
}

#[cfg(test)]
mod tests {
    use rustls::{
        ClientConfig, RootCertStore,
        pki_types::{CertificateDer, ServerName, pem::PemObject},
    };
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio_rustls::TlsConnector;

    use super::*;

    fn client_trusting(ca_pem: &str) -> TlsConnector {
        let mut roots = RootCertStore::empty();
        roots
            .add(CertificateDer::from_pem_slice(ca_pem.as_bytes()).unwrap())
            .unwrap();
        let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_root_certificates(roots)
            .with_no_client_auth();
        TlsConnector::from(Arc::new(config))
    }

    async fn listener(certificate: &Certificate) -> TlsListener {
        certificate.listen(TcpListener::bind("127.0.0.1:0").await.unwrap())
    }

    #[tokio::test]
    async fn a_client_that_trusts_the_authority_is_heard_under_every_name() {
        let certificate = Certificate::make().unwrap();
        let mut listener = listener(&certificate).await;
        let address = listener.local_addr().unwrap();
        let connector = client_trusting(certificate.ca_pem());
        for name in NAMES {
            let connector = connector.clone();
            let client = tokio::spawn(async move {
                let tcp = TcpStream::connect(address).await.unwrap();
                let name = ServerName::try_from(name).unwrap();
                let mut tls = connector.connect(name, tcp).await.unwrap();
                tls.write_all(b"roll").await.unwrap();
                tls.flush().await.unwrap();
                tls
            });
            let (mut heard, _) = listener.accept().await;
            let mut bytes = [0; 4];
            heard.read_exact(&mut bytes).await.unwrap();
            assert_eq!(&bytes, b"roll");
            client.await.unwrap();
        }
    }

    #[tokio::test]
    async fn a_client_that_trusts_another_authority_hangs_up() {
        let certificate = Certificate::make().unwrap();
        let mut listener = listener(&certificate).await;
        let address = listener.local_addr().unwrap();
        let stranger = client_trusting(Certificate::make().unwrap().ca_pem());
        let serving = tokio::spawn(async move { listener.accept().await.1 });
        let tcp = TcpStream::connect(address).await.unwrap();
        let name = ServerName::try_from("discord.com").unwrap();
        assert!(stranger.connect(name, tcp).await.is_err());
        serving.abort();
    }

    #[tokio::test]
    async fn a_client_that_says_nothing_holds_up_nobody() {
        let certificate = Certificate::make().unwrap();
        let mut listener = listener(&certificate).await;
        let address = listener.local_addr().unwrap();
        let connector = client_trusting(certificate.ca_pem());
        let silent = TcpStream::connect(address).await.unwrap();
        let client = tokio::spawn(async move {
            let tcp = TcpStream::connect(address).await.unwrap();
            let name = ServerName::try_from("localhost").unwrap();
            connector.connect(name, tcp).await.unwrap()
        });
        let (_, from) = listener.accept().await;
        let tls = client.await.unwrap();
        assert_eq!(from, tls.get_ref().0.local_addr().unwrap());
        drop(silent);
    }
}
