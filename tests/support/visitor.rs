//! A visitor with a browser's habits: keeps cookies, fetches a form before sending it, follows nothing by itself.

use std::sync::Arc;
use std::sync::Mutex;

use reqwest::redirect::Policy;
use reqwest::{Client, RequestBuilder};
use scraper::{Html, Selector};

/// Somebody with a browser.
#[derive(Clone)]
pub struct Visitor {
    client: Client,
    base: String,
    names: Arc<Vec<(String, String)>>,
    mark: Arc<Mutex<Option<String>>>,
}

/// What came back.
#[derive(Debug, Clone)]
pub struct Seen {
    pub status: u16,
    pub body: String,
    pub headers: reqwest::header::HeaderMap,
    location: String,
    names: Arc<Vec<(String, String)>>,
}

/// What speaks HTTP. A house in the same process may have brought TLS already.
pub fn browser() -> reqwest::ClientBuilder {
    let _ = rustls::crypto::ring::default_provider().install_default();
    // A house hangs up after five idle seconds: a browser that has waited longer calls anew.
    let patience = std::time::Duration::from_secs(2);
    // Nothing here speaks TLS: it need not read the certificates of the machine.
    let client = Client::builder().tls_certs_only([]);
    client.cookie_store(true).redirect(Policy::none()).no_proxy().pool_idle_timeout(patience)
}

impl Visitor {
    pub fn new(base: &str, names: Vec<(String, String)>) -> Self {
        Visitor {
            client: browser().build().unwrap(),
            base: base.to_owned(),
            names: Arc::new(names),
            mark: Arc::default(),
        }
    }

    /// `/locations/ours/team` → `/locations/1/team`.
    fn url(&self, path: &str) -> String {
        let path = self.names.iter().fold(path.to_owned(), |path, (name, id)| {
            let whole = path.replace(&format!("/{name}/"), &format!("/{id}/"));
            match whole.strip_suffix(&format!("/{name}")) {
                Some(start) => format!("{start}/{id}"),
                None => whole,
            }
        });
        format!("{}{path}", self.base)
    }

    pub async fn get(&self, path: &str) -> Seen {
        self.send(self.client.get(self.url(path))).await
    }

    pub async fn head(&self, path: &str) -> Seen {
        self.send(self.client.head(self.url(path))).await
    }

    /// Sends a form with the mark that this browser was given.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Seen {
        let mark = self.fetch_mark().await;
        let mut all = vec![("mark", mark.as_str())];
        all.extend(fields);
        self.post_bare(path, &all, &[]).await
    }

    /// Sends exactly these fields and headers.
    pub async fn post_bare(&self, path: &str, fields: &[(&str, &str)], headers: &[(&str, &str)]) -> Seen {
        let body: String = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let mut request =
            self.client.post(self.url(path)).header("content-type", "application/x-www-form-urlencoded").body(body);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.send(request).await
    }

    pub fn request(&self, method: reqwest::Method, path: &str) -> RequestBuilder {
        self.client.request(method, self.url(path))
    }

    pub async fn send(&self, request: RequestBuilder) -> Seen {
        let answer = request.send().await.unwrap();
        let headers = answer.headers().clone();
        let status = answer.status().as_u16();
        let location = headers.get("location").map(|value| value.to_str().unwrap().to_owned()).unwrap_or_default();
        let body = answer.text().await.unwrap();
        if let Some(mark) = find_mark(&body) {
            *self.mark.lock().unwrap() = Some(mark);
        }
        if headers.get_all("set-cookie").iter().any(|cookie| cookie.to_str().is_ok_and(|text| text.starts_with("sid=")))
        {
            *self.mark.lock().unwrap() = find_mark(&body);
        }
        Seen { status, body, headers, location, names: self.names.clone() }
    }

    /// The mark on the last page, or on one that everybody can open. Whose key has just changed in another window is shown
    /// the way to sign in, and from there the way back.
    pub async fn fetch_mark(&self) -> String {
        if let Some(mark) = self.mark.lock().unwrap().clone() {
            return mark;
        }
        for page in ["/locations", "/sign-in", "/locations"] {
            if let Some(mark) = find_mark(&self.get(page).await.body) {
                return mark;
            }
        }
        panic!("no page with a form is open to this visitor");
    }
}

fn find_mark(body: &str) -> Option<String> {
    let start = body.find(r#"name="mark" value=""#)? + r#"name="mark" value=""#.len();
    let end = body[start..].find('"')?;
    Some(body[start..start + end].to_owned())
}

impl Seen {
    #[track_caller]
    pub fn is(&self, status: u16) -> &Self {
        assert_eq!(self.status, status, "to {:?}\n{}", self.location, self.words());
        self
    }

    /// A redirect (303) to this path; a query may follow.
    #[track_caller]
    pub fn leads_to(&self, path: &str) -> &Self {
        assert_eq!(self.status, 303, "{}", self.words());
        let path = self.names.iter().fold(path.to_owned(), |path, (name, id)| {
            path.replace(&format!("/locations/{name}"), &format!("/locations/{id}"))
        });
        let found = self.location.split('?').next().unwrap_or_default();
        assert!(self.location == path || found == path, "leads to {} and not to {path}", self.location);
        self
    }

    pub fn location(&self) -> &str {
        &self.location
    }

    /// A cookie that came with this answer, as a browser would send it back.
    pub fn cookie(&self, name: &str) -> Option<String> {
        let cookies = self.headers.get_all("set-cookie").iter().filter_map(|cookie| cookie.to_str().ok());
        cookies
            .filter_map(|cookie| cookie.split(';').next())
            .find(|cookie| cookie.starts_with(&format!("{name}=")))
            .map(str::to_owned)
    }

    /// The words a person reads.
    pub fn words(&self) -> String {
        let page = Html::parse_document(&self.body);
        let main = Selector::parse("body").unwrap();
        let text: String = page.select(&main).flat_map(|part| part.text()).collect::<Vec<_>>().join(" ");
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    #[track_caller]
    pub fn says(&self, words: &str) -> &Self {
        assert!(self.words().contains(words), "{words:?} is not in:\n{}", self.words());
        self
    }

    #[track_caller]
    pub fn says_nothing_of(&self, words: &str) -> &Self {
        assert!(!self.body.contains(words), "{words:?} is in:\n{}", self.words());
        self
    }

    /// Whether a link or button with these words is there.
    pub fn has_control(&self, words: &str) -> bool {
        let page = Html::parse_document(&self.body);
        let controls = Selector::parse("a, button").unwrap();
        page.select(&controls).any(|control| {
            let text = control.text().collect::<String>();
            text.split_whitespace().collect::<Vec<_>>().join(" ").contains(words)
        })
    }

    /// Where the link leads that says exactly this.
    pub fn link(&self, words: &str) -> Option<String> {
        let (page, links) = (Html::parse_document(&self.body), Selector::parse("a[href]").unwrap());
        let mut links = page.select(&links);
        let link = links.find(|link| link.text().collect::<String>().trim() == words)?;
        link.value().attr("href").map(str::to_owned)
    }

    #[track_caller]
    pub fn offers(&self, words: &str) -> &Self {
        assert!(self.has_control(words), "nothing to click says {words:?} in:\n{}", self.words());
        self
    }

    #[track_caller]
    pub fn does_not_offer(&self, words: &str) -> &Self {
        assert!(!self.has_control(words), "something to click says {words:?}");
        self
    }

    /// The sentence beside a field.
    #[track_caller]
    pub fn complains(&self, field: &str, words: &str) -> &Self {
        let page = Html::parse_document(&self.body);
        let place = Selector::parse(&format!("#{field}-error")).unwrap();
        let said: String = page.select(&place).flat_map(|part| part.text()).collect();
        assert!(said.contains(words), "beside {field} stands {said:?}, not {words:?}\n{}", self.words());
        self
    }

    /// What stands in a field, or is chosen in a list.
    pub fn value_of(&self, id: &str) -> String {
        let page = Html::parse_document(&self.body);
        let place = Selector::parse(&format!("#{id}:not(select), #{id} option[selected]")).unwrap();
        page.select(&place).next().and_then(|field| field.value().attr("value")).unwrap_or_default().to_owned()
    }

    /// What a hidden field of this name holds.
    pub fn value_of_name(&self, name: &str) -> String {
        let page = Html::parse_document(&self.body);
        let place = Selector::parse(&format!("input[name={name}]")).unwrap();
        page.select(&place).next().and_then(|field| field.value().attr("value")).unwrap_or_default().to_owned()
    }

    /// What the hidden fields of a form would send, the mark aside.
    pub fn fields_of(&self, form: &str) -> Vec<(String, String)> {
        let page = Html::parse_document(&self.body);
        let fields = Selector::parse(&format!("{form} input[type=hidden]:not([name=mark])")).unwrap();
        let attribute = |field: scraper::ElementRef<'_>, name| field.value().attr(name).unwrap_or_default().to_owned();
        page.select(&fields).map(|field| (attribute(field, "name"), attribute(field, "value"))).collect()
    }

    /// The words of everything that a selector finds, one after the other.
    pub fn texts_of(&self, css: &str) -> Vec<String> {
        let page = Html::parse_document(&self.body);
        page.select(&Selector::parse(css).unwrap())
            .map(|part| part.text().collect::<String>().trim().to_owned())
            .collect()
    }

    /// The address of the first link or form that contains these words in its address.
    pub fn address_with(&self, part: &str) -> Option<String> {
        let page = Html::parse_document(&self.body);
        let places = Selector::parse("a[href], form[action]").unwrap();
        page.select(&places)
            .filter_map(|place| place.value().attr("href").or_else(|| place.value().attr("action")))
            .find(|address| address.contains(part))
            .map(str::to_owned)
    }
}
