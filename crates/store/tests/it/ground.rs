//! An empty database for one test, on either kind of server, and a way past the store into its tables.

use std::path::{Path, PathBuf};

use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection, Row, SqliteConnection};
use store::{OpenError, Store};
use uuid::Uuid;

/// Runs each test on both databases.
macro_rules! on_each_database {
    ($($test:ident)*) => {
        mod sqlite {$(
            #[tokio::test]
            async fn $test() {
                let ground = $crate::ground::Ground::sqlite();
                super::$test(&ground).await;
            }
        )*}

        mod postgres {$(
            #[tokio::test]
            async fn $test() {
                let ground = $crate::ground::Ground::postgres().await;
                super::$test(&ground).await;
                ground.drop_schema().await;
            }
        )*}
    };
}
pub(crate) use on_each_database;

pub(crate) enum Ground {
    /// A folder of its own, removed at the end.
    Sqlite { folder: PathBuf },
    /// A schema of its own.
    Postgres { server: String, schema: String },
}

impl Ground {
    pub(crate) fn sqlite() -> Self {
        let folder = std::env::temp_dir().join(format!("rapport-store-{}", Uuid::now_v7()));
        std::fs::create_dir(&folder).unwrap();
        Self::Sqlite { folder }
    }

    pub(crate) async fn postgres() -> Self {
        let server = std::env::var("RAPPORT_TEST_POSTGRES")
            .expect("start PostgreSQL and set RAPPORT_TEST_POSTGRES, or run cargo xtask test");
        let schema = format!("t{}", Uuid::now_v7().simple());
        let ground = Self::Postgres { server, schema };
        ground.run(&format!("CREATE SCHEMA {}", ground.schema())).await;
        ground
    }

    pub(crate) async fn drop_schema(&self) {
        self.run(&format!("DROP SCHEMA {} CASCADE", self.schema())).await;
    }

    fn schema(&self) -> &str {
        match self {
            Self::Sqlite { .. } => "main",
            Self::Postgres { schema, .. } => schema,
        }
    }

    pub(crate) fn url(&self) -> String {
        match self {
            Self::Sqlite { folder } => format!("sqlite:{}", folder.join("rapport.db").display()),
            Self::Postgres { server, schema } => {
                format!("{server}?options=-csearch_path%3D{schema}&application_name={schema}")
            }
        }
    }

    pub(crate) async fn open(&self) -> Store {
        self.try_open().await.unwrap()
    }

    pub(crate) async fn try_open(&self) -> Result<Store, OpenError> {
        Store::open(&self.url()).await
    }

    /// Runs SQL beside the store, as a fault would.
    pub(crate) async fn run(&self, sql: &str) {
        match self {
            Self::Sqlite { .. } => {
                let mut open = SqliteConnection::connect(&self.url()).await.unwrap();
                open.execute(sqlx::raw_sql(AssertSqlSafe(sql))).await.unwrap();
                open.close().await.unwrap();
            }
            Self::Postgres { .. } => {
                let mut open = PgConnection::connect(&self.url()).await.unwrap();
                open.execute(sqlx::raw_sql(AssertSqlSafe(sql))).await.unwrap();
                open.close().await.unwrap();
            }
        }
    }

    /// As a literal of the database.
    pub(crate) fn uuid(&self, id: Uuid) -> String {
        match self {
            Self::Sqlite { .. } => format!("X'{}'", id.simple()),
            Self::Postgres { .. } => format!("'{id}'"),
        }
    }

    /// From now on no row can be put into `table`: the fault of a full disk, placed in the middle of a commit.
    pub(crate) async fn break_inserts(&self, table: &str) {
        match self {
            Self::Sqlite { .. } => {
                self.run(&format!(
                    "CREATE TRIGGER broken BEFORE INSERT ON {table}
                     BEGIN SELECT RAISE(ABORT, 'broken for the test'); END"
                ))
                .await;
            }
            Self::Postgres { .. } => {
                self.run(&format!(
                    "CREATE FUNCTION broken() RETURNS trigger LANGUAGE plpgsql AS
                         $$ BEGIN RAISE EXCEPTION 'broken for the test'; END $$;
                     CREATE TRIGGER broken BEFORE INSERT ON {table}
                         FOR EACH ROW EXECUTE FUNCTION broken()"
                ))
                .await;
            }
        }
    }

    pub(crate) async fn mend_inserts(&self, table: &str) {
        match self {
            Self::Sqlite { .. } => self.run("DROP TRIGGER broken").await,
            Self::Postgres { .. } => {
                self.run(&format!("DROP TRIGGER broken ON {table}; DROP FUNCTION broken()")).await;
            }
        }
    }

    /// How many transactions have put what stands in the journal, or, on `SQLite`, anything at all.
    pub(crate) async fn commits(&self) -> usize {
        match self {
            Self::Sqlite { folder } => commit_frames(&folder.join("rapport.db-wal")),
            Self::Postgres { .. } => {
                let mut open = PgConnection::connect(&self.url()).await.unwrap();
                let rows = sqlx::query("SELECT DISTINCT xmin::text FROM journal");
                rows.fetch_all(&mut open).await.unwrap().len()
            }
        }
    }

    /// Every column of every row of a table as text, in a fixed order.
    pub(crate) async fn rows(&self, table: &str) -> Vec<String> {
        match self {
            Self::Sqlite { .. } => {
                let mut open = SqliteConnection::connect(&self.url()).await.unwrap();
                let columns: Vec<String> =
                    sqlx::query_scalar("SELECT 'quote(' || name || ')' FROM pragma_table_info($1)")
                        .bind(table)
                        .fetch_all(&mut open)
                        .await
                        .unwrap();
                let sql = format!("SELECT {} FROM {table} ORDER BY 1", columns.join(" || ',' || "));
                sqlx::query_scalar(AssertSqlSafe(sql)).fetch_all(&mut open).await.unwrap()
            }
            Self::Postgres { .. } => {
                let mut open = PgConnection::connect(&self.url()).await.unwrap();
                let sql = format!("SELECT it::text FROM {table} AS it ORDER BY 1");
                let rows = sqlx::query(AssertSqlSafe(sql)).fetch_all(&mut open).await.unwrap();
                rows.iter().map(|row| row.get(0)).collect()
            }
        }
    }
}

/// Frames of a write-ahead log that end a transaction: those that say how large the database is after it
/// (<https://www.sqlite.org/fileformat2.html#walformat>).
fn commit_frames(log: &Path) -> usize {
    const LOG_HEADER: usize = 32;
    const FRAME_HEADER: usize = 24;
    let log = std::fs::read(log).unwrap();
    let word = |at: usize| u32::from_be_bytes(log[at..at + 4].try_into().unwrap());
    let frame = FRAME_HEADER + usize::try_from(word(8)).unwrap();
    (LOG_HEADER..log.len()).step_by(frame).filter(|at| word(at + 4) != 0).count()
}

impl Drop for Ground {
    fn drop(&mut self) {
        if let Self::Sqlite { folder } = self {
            // Left behind only when the system refuses; the folder for temporary files is the right place then.
            drop(std::fs::remove_dir_all(folder));
        }
    }
}
